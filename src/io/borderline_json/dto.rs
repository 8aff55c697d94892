//! The event file's records as they stand in JSON, apart from the model so that either may change alone.

use serde::{Deserialize, Deserializer, Serialize};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct EventDto {
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(deserialize_with = "text")]
    pub kind: String,
    #[serde(rename = "type", deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub event_type: String,
    #[serde(rename = "subtype", deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub sub_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenDto>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceDto>,
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ActorDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toll: Option<TollDto>,
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimDto>,
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceDto>,
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDto>,
}

/// A date or time as text, or a span in one of three ways.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum WhenDto {
    Text(String),
    Span(Box<SpanDto>),
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct SpanDto {
    /// A day, with `part`.
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub date: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// Whole days, both included.
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub first: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub last: String,
    /// Instants; the second is not included.
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub to: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub precision: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct PlaceDto {
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub admin1: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub admin2: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(deserialize_with = "text")]
    pub precision: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct ActorDto {
    pub name: String,
    #[serde(default, deserialize_with = "text")]
    pub role: String,
}

/// One number for all three, or each.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum TollDto {
    One(serde_json::Number),
    Three { low: serde_json::Number, best: serde_json::Number, high: serde_json::Number },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum FigureDto {
    Number(serde_json::Number),
    Text(String),
    AtLeast { at_least: serde_json::Number },
    MoreThan { more_than: serde_json::Number },
    AtMost { at_most: serde_json::Number },
    Between { between: [serde_json::Number; 2] },
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ClaimDto {
    #[serde(deserialize_with = "text")]
    pub speaker: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub victims: String,
    #[serde(deserialize_with = "text")]
    pub harm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<FigureDto>,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Position in the event's sources, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<ReplyDto>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct ReplyDto {
    pub stance: String,
    #[serde(default, deserialize_with = "text")]
    pub by: String,
    #[serde(default, deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SourceDto {
    #[serde(deserialize_with = "text")]
    pub title: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub publisher: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub url: String,
    #[serde(deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub date: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct LinkDto {
    pub relation: String,
    pub to: String,
    #[serde(default, deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub asserted_by: String,
    #[serde(default, deserialize_with = "text", skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// `null` is the same as nothing.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}
