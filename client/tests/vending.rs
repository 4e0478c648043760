//! Real sales files, where there are any: `BOT_VENDING_SALES` names one.

use std::{collections::BTreeMap, path::Path};

use bot_client::sales::{
	fresh, reconcile, reports, Blinder, ChainReport, Counters, Period, Sale, SalesFile,
	SalesOptions, Sides, Terms,
};

/// Everything of a real file is reported, to the cent, and then agrees.
#[test]
#[ignore = "needs a real file, which BOT_VENDING_SALES names"]
fn a_real_file_is_reported_to_the_cent() {
	let path = std::env::var_os("BOT_VENDING_SALES").expect("BOT_VENDING_SALES names a file");
	let file = SalesFile::open(Path::new(&path), &SalesOptions::default());
	assert!(file.problem.is_none(), "{:?}", file.problem);
	let mut machines = BTreeMap::<_, Vec<&Sale>>::new();
	for sale in &file.sales {
		machines.entry(&sale.machine).or_default().push(sale);
	}
	let mut lines = 0;
	for (machine, sales) in machines {
		let blinder = Blinder::new(&[1; 32]).unwrap();
		let period = (Period::Day, "-05:00".parse().unwrap());
		let terms = Terms { agreement: 0, version: 0 };
		let kept = reports(&sales, terms, period, &[], Counters::default(), &blinder).unwrap();
		let gross: u128 = sales.iter().map(|sale| sale.amount).sum();
		let last = kept.last().unwrap();
		assert_eq!(last.lifetime_gross, gross);
		eprintln!("{machine}: {} reports, {} lines, {gross} cents", kept.len(), sales.len());
		lines += kept.iter().map(|report| report.lines.len()).sum::<usize>();

		let (new, already, refused) = fresh(&sales, &kept, 2);
		assert_eq!((new.len(), already, refused.len()), (0, sales.len(), 0));
		let chain: Vec<ChainReport> =
			kept.iter().map(|report| (&report.statement().unwrap()).into()).collect();
		let sides = Sides {
			sales: &sales,
			refused: &[],
			chain: &chain,
			kept: &kept,
			audit: None,
			decimals: 2,
		};
		assert_eq!(reconcile(&sides).unwrap(), []);
	}
	assert_eq!(lines, file.sales.len());
	eprintln!("{} rows left out", file.refused.len());
	file.refused.iter().for_each(|refused| eprintln!("{refused}"));
}
