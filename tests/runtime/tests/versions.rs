//! The rules of `docs/runtime-versions.md`: what was released does not change.

use bot_runtime_tests::versions::{check, frozen, may_replace, sources, Version};

const SOURCES: &str = "00";

#[test]
fn this_runtime_is_frozen_under_its_version() {
	let checked = check(&frozen().unwrap(), &Version::current(), &sources().unwrap());
	assert_eq!(checked, Ok(()));
}

/// This runtime, released.
fn released() -> Version {
	Version { released: Some(SOURCES.into()), ..Version::current() }
}

/// `version` with another line in the place of the first that begins so.
fn with_line(version: &Version, begin: &str, change: impl Fn(&str) -> String) -> Version {
	let mut lines: Vec<_> = version.surface.lines().map(String::from).collect();
	let line = lines.iter_mut().find(|line| line.starts_with(begin)).unwrap();
	*line = change(line);
	Version { released: None, surface: lines.join("\n") + "\n", ..version.clone() }
}

fn refusal(frozen: &Version, current: &Version, sources: &str) -> String {
	check(std::slice::from_ref(frozen), current, sources).unwrap_err()
}

#[test]
fn whatever_changes_after_a_release_needs_a_new_version() {
	let released = released();
	assert_eq!(check(std::slice::from_ref(&released), &Version::current(), SOURCES), Ok(()));
	for begin in [
		"metadata ",
		"pallet 60 ",
		"\tprefix ",
		"\tstorage ",
		"\tconstant ",
		"\tcall ",
		"\tevent ",
		"\terror ",
		"extension ",
		"api ",
	] {
		let changed = with_line(&released, begin, |line| line.to_owned() + "x");
		assert!(refusal(&released, &changed, SOURCES).contains("raise spec_version"), "{begin}");
	}
	// What the metadata does not show.
	let current = Version::current();
	assert!(refusal(&released, &current, "01").contains("raise spec_version"));
}

#[test]
fn a_new_version_may_change_anything_but_what_transactions_are_made_of() {
	let released = released();
	let next = Version { spec_version: released.spec_version + 1, ..Version::current() };
	let replace = |next: &Version| may_replace(std::slice::from_ref(&released), next, "01");
	assert_eq!(replace(&next), Ok(()));
	assert_eq!(replace(&with_line(&next, "\tstorage ", |_| "\tstorage x".into())), Ok(()));
	assert_eq!(
		replace(&with_line(&next, "\tcall ", |line| format!("{line}\n\tcall 99 x()"))),
		Ok(())
	);
	for begin in ["\tcall ", "extension "] {
		let mut changed = with_line(&next, begin, |line| line.replace(" 0 ", " 1 "));
		assert!(replace(&changed).unwrap_err().contains("raise transaction_version"), "{begin}");
		changed.transaction_version += 1;
		assert_eq!(replace(&changed), Ok(()));
	}
	assert!(refusal(&released, &next, "01").contains("run scripts/metadata"));
}

#[test]
fn a_version_that_is_not_released_may_change_and_is_written_again() {
	let worked_on = with_line(&released(), "\tcall ", |line| line.to_owned() + "x");
	let current = Version::current();
	assert_eq!(may_replace(std::slice::from_ref(&worked_on), &current, SOURCES), Ok(()));
	assert!(refusal(&worked_on, &current, SOURCES).contains("run scripts/metadata"));
	let older = Version { spec_version: 0, ..worked_on };
	assert!(refusal(&older, &current, SOURCES).contains("never released"));
}

#[test]
fn versions_do_not_go_back() {
	let later = Version { spec_version: 2, ..released() };
	let current = Version { spec_version: 1, ..Version::current() };
	assert!(refusal(&later, &current, SOURCES).contains("was 2 before"));
}
