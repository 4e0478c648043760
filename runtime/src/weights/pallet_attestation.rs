use polkadot_sdk::frame_support::weights::Weight;
pub struct WeightInfo<T>(core::marker::PhantomData<T>);
impl<T> pallet_attestation::WeightInfo for WeightInfo<T> {
	fn attest() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn authorize_attest() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn on_finalize(_: u32) -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
}
