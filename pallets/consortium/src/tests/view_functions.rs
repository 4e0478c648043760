use super::*;

#[test]
fn members_can_be_viewed() {
	build_and_execute(|| {
		assert_ok!(Consortium::suspend(council(), BOB));
		assert_ok!(Consortium::remove(council(), DAVE));

		assert_eq!(Consortium::member(BOB).unwrap().name, name("Bob Beverages"));
		assert_eq!(Consortium::member(DAVE), None);
		let mut members: Vec<_> = Consortium::members().into_iter().map(|(who, _)| who).collect();
		members.sort();
		assert_eq!(members, [ALICE, BOB, CHARLIE]);
		assert_eq!(Consortium::not_in_standing(), [BOB, DAVE]);
	});
}
