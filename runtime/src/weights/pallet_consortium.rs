use polkadot_sdk::frame_support::weights::Weight;
pub struct WeightInfo<T>(core::marker::PhantomData<T>);
impl<T> pallet_consortium::WeightInfo for WeightInfo<T> {
	fn admit() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn set_roles() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn suspend() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn reinstate() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn remove() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
	fn dispatch_as_root() -> Weight {
		Weight::from_parts(50_000_000, 3_000)
	}
}
