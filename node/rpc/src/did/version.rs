//! Versions of a device's document, and where they are found.

use bot_primitives::Millis;
use pallet_device_did::DeviceInfo;

use super::time::second;
use crate::{error::Error, AccountId, BlockNumber};

/// Milliseconds in a second.
const SECOND: Millis = 1_000;

/// Which version is meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Version {
	/// The one of this number.
	Number(u32),
	/// The one at the end of this second since 1970.
	Time(i64),
}

/// Why a version cannot be one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(super) enum VersionError {
	/// The number is malformed.
	#[error("`versionId` is not a number from 0 to 4294967295")]
	Number,
	/// The time is malformed.
	#[error("`versionTime` is not a time such as 2027-01-15T08:00:00Z")]
	Time,
	/// Two versions are named.
	#[error("`versionId` and `versionTime` exclude each other")]
	Both,
}

impl Version {
	/// The version with this number, or the one at this time; none where neither is given.
	pub(super) fn new(
		number: Option<&str>,
		time: Option<&str>,
	) -> Result<Option<Self>, VersionError> {
		match (number, time) {
			(None, None) => Ok(None),
			(Some(number), None) => Self::of_number(number).map(Some),
			(None, Some(time)) => second(time).map(Self::Time).map(Some).ok_or(VersionError::Time),
			(Some(_), Some(_)) => Err(VersionError::Both),
		}
	}

	fn of_number(text: &str) -> Result<Self, VersionError> {
		let number: u32 = text.parse().map_err(|_| VersionError::Number)?;
		// A version has one name.
		if number.to_string() == text {
			Ok(Self::Number(number))
		} else {
			Err(VersionError::Number)
		}
	}

	/// Whether `device` has changed since. Times are compared by the second, as documents tell them:
	/// the time of a change names the state after it.
	fn is_before(self, device: &DeviceInfo<AccountId>) -> bool {
		match self {
			Self::Number(number) => device.version > number,
			Self::Time(time) => {
				i64::try_from(device.updated.time / SECOND).map_or(true, |updated| updated > time)
			},
		}
	}
}

/// A version that was found.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
	/// The device as it was.
	pub(super) device: DeviceInfo<AccountId>,
	/// Number of the next version that was ever the state of a block; none where there is none.
	pub(super) next: Option<u32>,
}

/// Finds a version of the device that is `latest` now, by its state in blocks between the
/// registration and the last change: none where no block ended with that version.
///
/// Neither number nor time of the changes ever decreases, and a node discards states from the oldest
/// on, so about as many blocks are asked as the number of blocks has binary digits.
pub(super) fn find(
	version: Version,
	latest: DeviceInfo<AccountId>,
	mut state: impl FnMut(BlockNumber) -> Result<Option<DeviceInfo<AccountId>>, Error>,
) -> Result<Option<Found>, Error> {
	let is_meant = |device: &DeviceInfo<AccountId>| match version {
		Version::Number(number) => device.version == number,
		Version::Time(_) => true,
	};
	if !version.is_before(&latest) {
		return Ok(Some(latest).filter(is_meant).map(|device| Found { device, next: None }));
	}

	let (mut low, mut high) = (latest.registered.block, latest.updated.block);
	// The state before `low`, and the version at `high`.
	let (mut before, mut next) = (Ok(None), latest.version);
	while low < high {
		let middle = low.midpoint(high);
		match state(middle) {
			Ok(Some(device)) if version.is_before(&device) => {
				high = middle;
				next = device.version;
			},
			Err(error) if !matches!(error, Error::DiscardedState) => return Err(error),
			earlier => {
				low = middle.saturating_add(1);
				before = earlier;
			},
		}
	}
	Ok(before?.filter(is_meant).map(|device| Found { device, next: Some(next) }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::device_info;
	use pallet_device_did::Moment;

	/// Blocks of the registration and of the changes after it, of which two are in one block.
	const CHANGES: [BlockNumber; 5] = [10, 500_000, 500_001, 500_001, 900_000];
	const REGISTERED: BlockNumber = 10;
	const START: Millis = 1_700_000_000_000;

	fn time(block: BlockNumber) -> Millis {
		START + Millis::from(block) * 6_000 + 500
	}

	/// The state at the end of a block.
	fn state(block: BlockNumber) -> Option<DeviceInfo<AccountId>> {
		let moment = |block| Moment { block, time: time(block) };
		let done: Vec<_> = CHANGES.into_iter().filter(|change| *change <= block).collect();
		let updated = moment(*done.last()?);
		let version = done.len().try_into().unwrap();
		Some(DeviceInfo { registered: moment(REGISTERED), updated, version, ..device_info() })
	}

	/// What is found on a node that has no states of blocks before `kept`: version, and the next.
	fn found(version: Version, kept: BlockNumber) -> Result<Option<(u32, Option<u32>)>, Error> {
		let mut calls = 0;
		let latest = state(1_000_000).unwrap();
		let answer = find(version, latest, |block| {
			calls += 1;
			if block < kept {
				Err(Error::DiscardedState)
			} else {
				Ok(state(block))
			}
		});
		assert!(calls <= 20, "{calls} calls");
		Ok(answer?.map(|found| (found.device.version, found.next)))
	}

	#[test]
	fn numbers_and_times_have_one_form() {
		let number = |text| Version::new(Some(text), None);
		assert_eq!(number("0"), Ok(Some(Version::Number(0))));
		assert_eq!(number("4294967295"), Ok(Some(Version::Number(u32::MAX))));
		for text in ["", "01", "+1", "-1", " 1", "1.0", "one", "4294967296", "١"] {
			assert_eq!(number(text), Err(VersionError::Number), "{text}");
		}
		let time = |text| Version::new(None, Some(text));
		assert_eq!(time("1970-01-01T00:00:00Z"), Ok(Some(Version::Time(0))));
		assert_eq!(time("yesterday"), Err(VersionError::Time));
		assert_eq!(Version::new(Some("1"), Some("")), Err(VersionError::Both));
	}

	#[test]
	fn versions_are_found_by_number() {
		let found = |number| found(Version::Number(number), 0).unwrap();
		assert_eq!(found(1), Some((1, Some(2))));
		// No block ended with version 3, so it is no next one either.
		assert_eq!(found(2), Some((2, Some(4))));
		assert_eq!(found(3), None);
		assert_eq!(found(4), Some((4, Some(5))));
		assert_eq!(found(5), Some((5, None)));
		assert_eq!((found(0), found(6)), (None, None));
	}

	#[test]
	fn versions_are_found_by_time() {
		let found = |block: BlockNumber, offset: i64| {
			let time = i64::try_from(time(block) / SECOND).unwrap();
			found(Version::Time(time + offset), 0).unwrap()
		};
		assert_eq!(found(REGISTERED, -1), None);
		assert_eq!(found(REGISTERED, 0), Some((1, Some(2))));
		assert_eq!(found(500_000, -1), Some((1, Some(2))));
		assert_eq!(found(500_000, 0), Some((2, Some(4))));
		assert_eq!(found(500_001, 0), Some((4, Some(5))));
		assert_eq!(found(900_000, -1), Some((4, Some(5))));
		assert_eq!(found(900_000, 0), Some((5, None)));
		assert_eq!(found(2_000_000, 0), Some((5, None)));
		assert_eq!(found(0, i64::MIN / 2), None);
	}

	#[test]
	fn versions_are_found_as_long_as_one_state_of_them_is_kept() {
		let found = |number, kept| found(Version::Number(number), kept);
		assert_eq!(found(4, 899_999).unwrap(), Some((4, Some(5))));
		assert!(matches!(found(4, 900_000), Err(Error::DiscardedState)));
		assert!(matches!(found(1, 500_000), Err(Error::DiscardedState)));
		assert_eq!(found(5, 1_000_001).unwrap(), Some((5, None)));
		assert_eq!(found(6, 1_000_001).unwrap(), None);
	}

	#[test]
	fn a_state_that_cannot_be_read_ends_the_search() {
		let latest = state(1_000_000).unwrap();
		let answer = find(Version::Number(1), latest, |_| Err(Error::UnknownDevice));
		assert!(matches!(answer, Err(Error::UnknownDevice)));
	}
}
