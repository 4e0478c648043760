//! What always holds of the streams.

use super::*;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks that
	/// 1. every stream is that of a registered device, and of an epoch that its keys had;
	/// 2. the highest number of a stream is used, and none below 0 counts as missing;
	/// 3. the last block's records have a root where there are some.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (device, head) in StreamHeads::<T>::iter() {
			let hot = T::Devices::hot(device).ok_or("1: streams and devices")?;
			ensure!(head.epoch <= hot.epoch, "1: streams and epochs");
			// Numbers below 0 count as used, so every unused number of the window can be named.
			let unused = usize::try_from(head.window.count_zeros()).unwrap_or(usize::MAX);
			ensure!(
				head.window & 1 == 1 && head.missing().count() == unused,
				"2: windows and their ends"
			);
		}
		if let Some(records) = LastRecords::<T>::get() {
			ensure!(records.count > 0 && records.root != [0; 32], "3: records and their root");
		}
		Ok(())
	}
}
