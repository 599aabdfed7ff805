//! Reads a submission from bytes that anybody may have sent. All bad fields are found at once, none is repeated.

use super::{Criteria, Criterion, Level, Submission, object::Object};
use crate::{
    fault::{Fault, Kind},
    id::SubmissionId,
    lang::Lang,
    page::PagePath,
    problem::{FieldError, Problem},
    text::Comment,
};
use serde::Deserialize;
use serde_json::{Number, Value};

/// The fields as JSON has them, before any is judged. Unknown and repeated keys end here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Option<Value>,
    page: Option<Value>,
    level: Option<Value>,
    criteria: Option<Object<RawCriteria>>,
    comment: Option<Value>,
    lang: Option<Value>,
    replaces: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCriteria {
    interface: Option<Value>,
    content: Option<Value>,
    quality: Option<Value>,
    support: Option<Value>,
}

impl Submission {
    /// Reads the JSON form. Errors: [`Problem::MalformedJson`], [`Problem::InvalidSubmission`].
    pub fn from_json(body: &[u8]) -> Result<Self, Problem> {
        let mut json = serde_json::Deserializer::from_slice(body);
        let Object(raw): Object<Raw> =
            serde_path_to_error::deserialize(&mut json).map_err(|error| unreadable(&error))?;
        json.end().map_err(|_| Problem::MalformedJson { pointer: "" })?;

        let mut bad = Vec::new();
        let id = required(&mut bad, "/id", raw.id, |v| text(v)?.parse());
        let page = required(&mut bad, "/page", raw.page, |v| PagePath::try_from(text(v)?));
        let level = required(&mut bad, "/level", raw.level, level);
        let Object(criteria) = raw.criteria.unwrap_or_default();
        let given = [criteria.interface, criteria.content, criteria.quality, criteria.support];
        let mut criteria = Criteria::default();
        for (criterion, value) in Criterion::ALL.into_iter().zip(given) {
            criteria.set(criterion, optional(&mut bad, criterion.pointer(), value, |v| level_of(&v)));
        }
        let comment = optional(&mut bad, "/comment", raw.comment, |v| Comment::optional(&text(v)?)).flatten();
        let lang = required(&mut bad, "/lang", raw.lang, |v| exact_lang(&text(v)?));
        let replaces = optional(&mut bad, "/replaces", raw.replaces, |v| text(v)?.parse());
        assemble(bad, id, page, level, criteria, comment, lang, replaces)
    }

    /// Reads an HTML form (`application/x-www-form-urlencoded`). An empty field is one left out; without an id it
    /// gets `fresh`, because a form that is kept and shown to many must carry none.
    /// Errors: [`Problem::InvalidSubmission`].
    pub fn from_form(body: &[u8], fresh: SubmissionId) -> Result<Self, Problem> {
        let mut form = Form::default();
        for (name, value) in form_urlencoded::parse(body) {
            form.put(&name, value.into_owned());
        }
        let Form { mut bad, values } = form;
        let [id, page, level, interface, content, quality, support, comment, lang, replaces] = values;
        let id = optional(&mut bad, "/id", id, |v| v.parse()).or(Some(fresh));
        let page = required(&mut bad, "/page", page, PagePath::try_from);
        let level = required(&mut bad, "/level", level, |v| v.parse::<Level>());
        let mut criteria = Criteria::default();
        for (criterion, value) in Criterion::ALL.into_iter().zip([interface, content, quality, support]) {
            criteria.set(criterion, optional(&mut bad, criterion.pointer(), value, |v| v.parse()));
        }
        let comment = optional(&mut bad, "/comment", comment, |v| Comment::optional(&v)).flatten();
        let lang = required(&mut bad, "/lang", lang, |v| exact_lang(&v));
        let replaces = optional(&mut bad, "/replaces", replaces, |v| v.parse());
        assemble(bad, id, page, level, criteria, comment, lang, replaces)
    }
}

/// The names a form may have, in the order of [`Form::values`], with their pointers.
const FIELDS: [(&str, &str); 10] = [
    ("id", "/id"),
    ("page", "/page"),
    ("level", "/level"),
    ("interface", "/criteria/interface"),
    ("content", "/criteria/content"),
    ("quality", "/criteria/quality"),
    ("support", "/criteria/support"),
    ("comment", "/comment"),
    ("lang", "/lang"),
    ("replaces", "/replaces"),
];

#[derive(Default)]
struct Form {
    bad: Vec<FieldError>,
    values: [Option<String>; 10],
}

impl Form {
    fn put(&mut self, name: &str, value: String) {
        let place = FIELDS.iter().zip(&mut self.values).find(|((field, _), _)| *field == name);
        match place {
            None => self.bad.push(FieldError::new("", Fault::new(Kind::Unknown))),
            Some(((_, pointer), Some(_))) => {
                self.bad.push(FieldError::new(pointer, Fault::new(Kind::Duplicate)));
            }
            Some((_, empty)) => *empty = Some(value).filter(|value| !value.is_empty()),
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the fields of the submission, each judged by now")]
fn assemble(
    bad: Vec<FieldError>,
    id: Option<SubmissionId>,
    page: Option<PagePath>,
    level: Option<Level>,
    criteria: Criteria,
    comment: Option<Comment>,
    lang: Option<Lang>,
    replaces: Option<SubmissionId>,
) -> Result<Submission, Problem> {
    match (id, page, level, lang) {
        (Some(id), Some(page), Some(level), Some(lang)) if bad.is_empty() => {
            Ok(Submission { id, page, level, criteria, comment, lang, replaces })
        }
        _ => Err(Problem::InvalidSubmission(bad)),
    }
}

fn required<V, T>(
    bad: &mut Vec<FieldError>,
    pointer: &'static str,
    value: Option<V>,
    parse: impl FnOnce(V) -> Result<T, Fault>,
) -> Option<T> {
    let parsed = value.ok_or(Fault::new(Kind::Missing)).and_then(parse);
    parsed.map_err(|fault| bad.push(FieldError::new(pointer, fault))).ok()
}

fn optional<V, T>(
    bad: &mut Vec<FieldError>,
    pointer: &'static str,
    value: Option<V>,
    parse: impl FnOnce(V) -> Result<T, Fault>,
) -> Option<T> {
    value.and_then(|value| required(bad, pointer, Some(value), parse))
}

fn text(value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(Fault::new(Kind::WrongType)),
    }
}

fn level(value: Value) -> Result<Level, Fault> {
    level_of(&value)
}

fn level_of(value: &Value) -> Result<Level, Fault> {
    match value {
        Value::Number(number) => whole(number).ok_or(Fault::out_of_range(5)).and_then(Level::try_from),
        _ => Err(Fault::new(Kind::WrongType)),
    }
}

/// A level as a whole number, which `5.0` is too (JSON Schema 2020-12, 4.2.3).
fn whole(number: &Number) -> Option<i64> {
    let fraction = || {
        let level = number.as_f64()?;
        (1..=5_i32).find(|whole| f64::from(*whole).to_bits() == level.to_bits()).map(i64::from)
    };
    number.as_i64().or_else(fraction)
}

/// On the wire a language is exactly one of ours.
fn exact_lang(tag: &str) -> Result<Lang, Fault> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag).ok_or(Fault::new(Kind::Unknown))
}

/// serde's own message may repeat what was sent; only the place and the kind are taken from it.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = error.path().to_string();
    // Within an array the field is what counts.
    let path = path.split('[').next().unwrap_or_default();
    let pointer = FIELDS
        .iter()
        .map(|(_, pointer)| *pointer)
        .chain(["/criteria"])
        .find(|pointer| pointer.strip_prefix('/').is_some_and(|p| p.replace('/', ".") == path))
        .unwrap_or("");
    if error.inner().classify() != serde_json::error::Category::Data {
        return Problem::MalformedJson { pointer };
    }
    let message = error.inner().to_string();
    let (pointer, kind) = if let Some(rest) = message.strip_prefix("duplicate field `") {
        // The path ends in the object; the key is named by the message, and looked up among ours.
        let twice = FIELDS.iter().map(|(_, pointer)| *pointer).chain(["/criteria"]).find(|field| {
            field
                .strip_prefix(pointer)
                .and_then(|name| name.strip_prefix('/'))
                .is_some_and(|name| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('`')))
        });
        (twice.unwrap_or(pointer), Kind::Duplicate)
    } else if message.starts_with("unknown field") {
        // The path ends in the unknown key itself; its parent is ours.
        (if path.starts_with("criteria") { "/criteria" } else { "" }, Kind::Unknown)
    } else {
        (pointer, Kind::WrongType)
    };
    Problem::invalid(pointer, kind)
}
