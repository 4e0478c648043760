use polkadot_sdk::frame_support::weights::Weight;
pub struct WeightInfo<T>(core::marker::PhantomData<T>);
impl<T> polkadot_sdk::pallet_mmr::WeightInfo for WeightInfo<T> {
	fn on_initialize(_: u32) -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
}
