//! Which form of an answer a client asks for (RFC 9110, section 12.5.1).

use axum::http::{header::ACCEPT, HeaderMap};

/// The profile that makes a media type that of a resolution result.
const RESULT_PROFILE: &str = "https://w3id.org/did-resolution";

/// The best quality, in thousandths.
const BEST: u16 = 1_000;

/// What is sent, and as which media type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
	/// The whole resolution result.
	Result(&'static str),
	/// The DID document alone.
	Document(&'static str),
}

/// The forms there are. Where a client likes two of them as much, it gets the first.
pub(super) const FORMS: [Form; 6] = [
	Form::Result("application/did-resolution"),
	Form::Result("application/ld+json;profile=\"https://w3id.org/did-resolution\""),
	Form::Document("application/did+ld+json"),
	Form::Document("application/did+json"),
	Form::Document("application/did"),
	Form::Result("application/json"),
];

impl Form {
	/// The media type of what is sent.
	pub(super) fn content_type(self) -> &'static str {
		match self {
			Self::Result(media_type) | Self::Document(media_type) => media_type,
		}
	}

	/// The media type of the document, where that alone is sent.
	pub(super) fn document(self) -> Option<&'static str> {
		match self {
			Self::Result(_) => None,
			Self::Document(media_type) => Some(media_type),
		}
	}
}

/// The form that a request asks for; none where there is none of those that it takes.
pub(super) fn form(headers: &HeaderMap) -> Option<Form> {
	if !headers.contains_key(ACCEPT) {
		return Some(FORMS[0]);
	}
	let accepts = headers.get_all(ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
	let ranges: Vec<_> = accepts.flat_map(|accept| split(accept, ',')).map(Range::new).collect();
	let mut best = None;
	for form in FORMS {
		// Of all that fit, the range that says most about a form decides about it.
		let fits = ranges.iter().filter_map(|range| Some((range.fit(form)?, range.quality)));
		let Some((fit, quality)) = fits.max() else { continue };
		let rank = (quality, fit);
		if quality > 0 && best.is_none_or(|(first, _)| rank > first) {
			best = Some((rank, form));
		}
	}
	best.map(|(_, form)| form)
}

/// One of the media ranges that a client takes.
struct Range {
	/// In lower case.
	media_type: String,
	/// Whether it is a type for resolution results by its profile.
	is_result: bool,
	/// How much the client likes it, in thousandths.
	quality: u16,
}

impl Range {
	fn new(text: &str) -> Self {
		let mut parts = split(text, ';');
		let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
		let mut range = Self { media_type, is_result: false, quality: BEST };
		for (name, value) in parts.filter_map(|part| part.split_once('=')) {
			let value = value.trim().trim_matches('"');
			match name.trim().to_ascii_lowercase().as_str() {
				"profile" => range.is_result = value == RESULT_PROFILE,
				"q" => range.quality = quality(value),
				_ => {},
			}
		}
		range
	}

	/// How closely the range fits a form; none where it does not.
	fn fit(&self, form: Form) -> Option<u8> {
		let (media_type, profile) = form
			.content_type()
			.split_once(';')
			.map_or((form.content_type(), false), |(media_type, _)| (media_type, true));
		match self.media_type.as_str() {
			"*/*" => Some(0),
			"application/*" => Some(1),
			named if named == media_type && (!profile || self.is_result) => Some(2),
			_ => None,
		}
	}
}

/// A quality in thousandths; the best where it makes no sense.
fn quality(text: &str) -> u16 {
	match text.split_once('.').unwrap_or((text, "")) {
		("0", decimals) => format!("{decimals:0<3.3}").parse().unwrap_or(BEST),
		_ => BEST,
	}
}

/// The parts of `text` between `separator`s that do not stand in quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
	let mut quoted = false;
	text.split(move |character| {
		quoted ^= character == '"';
		character == separator && !quoted
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn asked(accept: &[&str]) -> Option<&'static str> {
		let values = accept.iter().map(|value| (ACCEPT, value.parse().unwrap()));
		form(&values.collect()).map(Form::content_type)
	}

	#[test]
	fn every_form_can_be_asked_for() {
		for form in FORMS {
			assert_eq!(asked(&[form.content_type()]), Some(form.content_type()));
		}
	}

	#[test]
	fn a_client_that_does_not_mind_gets_the_whole_result() {
		let whole = Some("application/did-resolution");
		assert_eq!(asked(&[]), whole);
		assert_eq!(asked(&["*/*"]), whole);
		assert_eq!(asked(&["application/*"]), whole);
		assert_eq!(asked(&["text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"]), whole);
		assert_eq!(asked(&["application/json, text/plain, */*"]), Some("application/json"));
	}

	#[test]
	fn the_best_quality_wins_then_the_closest_then_the_whole_result() {
		let document = Some("application/did+ld+json");
		assert_eq!(asked(&["application/did-resolution;q=0.4, application/did+ld+json"]), document);
		assert_eq!(asked(&["*/*, application/did+ld+json"]), document);
		assert_eq!(asked(&["application/did+ld+json", "*/*"]), document);
		assert_eq!(
			asked(&["application/did+json;q=0.5, application/did+ld+json;Q=0.55"]),
			document
		);
		let both = "application/did+ld+json, application/did-resolution";
		assert_eq!(asked(&[both]), Some("application/did-resolution"));
		let without_the_first = "application/*, application/did-resolution;q=0.000";
		assert_eq!(asked(&[without_the_first]), Some(FORMS[1].content_type()));
	}

	#[test]
	fn linked_data_needs_the_profile_of_results() {
		let profile = "https://w3id.org/did-resolution";
		let asked_with =
			|profile: &str| asked(&[&format!("application/ld+json; Profile={profile}")]);
		assert_eq!(asked_with(&format!("\"{profile}\";q=0.9")), Some(FORMS[1].content_type()));
		assert_eq!(asked_with("\"https://example.org/a,b;c\""), None);
		assert_eq!(asked(&["application/ld+json"]), None);
	}

	#[test]
	fn there_is_no_form_for_the_rest() {
		for accept in ["text/plain", "application/did+cbor", "", "*/*;q=0", "\"", ";;,=,;q"] {
			assert_eq!(asked(&[accept]), None, "{accept}");
		}
	}
}
