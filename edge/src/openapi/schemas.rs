//! What travels: submissions, answers, and what anybody may know of a unit.

use super::{codes, id, or_null, page_path, reference};
use serde_json::{Value, json};
use tt_contract::{
    limits::{COMMENT_CHARS, CRIMES, HOTLINES, HOURS_BYTES, KEYS, NUMBERS, SUMMARY_MINIMUM, SUMMARY_STEP},
    rating::{Criterion, Level},
};

/// Each by its name.
pub(super) fn all() -> Value {
    let level = json!({ "type": "integer", "minimum": 1, "maximum": Level::ALL.len() });
    let properties: serde_json::Map<_, _> =
        Criterion::ALL.iter().map(|criterion| (criterion.name().to_owned(), level.clone())).collect();
    let id = id();
    let comment = json!({ "type": "string", "maxLength": COMMENT_CHARS });
    let lang = json!({ "enum": ["vi", "en"] });
    let criteria = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let text = json!({ "type": "string" });
    // An empty field of a form is one left out.
    let or_empty = |schema: &Value| json!({ "anyOf": [schema, { "const": "" }] });
    let mut form: serde_json::Map<_, _> =
        properties.iter().map(|(name, level)| (name.clone(), or_empty(level))).collect();
    for (name, field) in [("id", or_empty(&id)), ("comment", or_empty(&comment)), ("replaces", or_empty(&id))]
    {
        form.insert(name.into(), field);
    }
    for (name, field) in [("page", page_path()), ("level", level.clone()), ("lang", lang.clone())] {
        form.insert(name.into(), field);
    }
    json!({
        "Rating": {
            "type": "object", "additionalProperties": false, "required": ["id", "page", "level", "lang"],
            "properties": {
                "id": id, "page": page_path(), "level": level, "criteria": or_null(&criteria),
                "comment": or_null(&comment), "lang": lang, "replaces": or_null(&id)
            }
        },
        "RatingForm": {
            "type": "object", "additionalProperties": false, "required": ["page", "level", "lang"],
            "properties": form
        },
        "Receipt": { "type": "object", "required": ["id"], "properties": { "id": id } },
        "RatingCreated": {
            "type": "object", "required": ["type", "timestamp", "data"],
            "properties": {
                "type": { "const": tt_contract::event::RATING_CREATED },
                "timestamp": { "type": "string", "format": "date-time", "description": "The hour." },
                "data": {
                    "type": "object", "required": ["id", "unit", "page", "level", "lang"],
                    "properties": {
                        "id": id, "unit": text, "page": page_path(), "level": level, "criteria": criteria,
                        "comment": comment, "lang": lang, "replaces": id
                    }
                }
            }
        },
        "Summary": {
            "type": "object", "required": ["unit", "minimum", "step"],
            "properties": {
                "unit": text, "minimum": { "const": SUMMARY_MINIMUM }, "step": { "const": SUMMARY_STEP },
                "note": {
                    "type": "object", "required": ["vi", "en"], "properties": { "vi": text, "en": text },
                    "description": "In words for readers that there are too few; absent beside figures."
                },
                "ratings": {
                    "type": "object", "required": ["count", "average", "levels"],
                    "properties": {
                        "count": { "type": "integer", "minimum": SUMMARY_MINIMUM, "multipleOf": SUMMARY_STEP },
                        "average": { "type": "number", "minimum": 1, "maximum": 5 },
                        "levels": { "type": "array", "items": { "type": "integer" }, "minItems": 5, "maxItems": 5 }
                    }
                }
            }
        },
        "Unit": public_unit(),
        "Text": {
            "type": "object", "required": ["vi", "en"], "properties": { "vi": text, "en": text }
        },
        "Findings": {
            "type": "object", "required": ["url", "findings"],
            "properties": {
                "url": text,
                "findings": { "type": "array", "items": {
                    "type": "object", "required": ["level", "code", "says"],
                    "properties": {
                        "level": { "enum": ["wrong", "advice", "right"] },
                        "code": text, "says": text, "change": text, "paste": text
                    }
                } }
            }
        },
        "Problem": {
            "type": "object", "required": ["type", "title", "status", "code", "instance"],
            "properties": {
                "type": { "type": "string" }, "title": text, "status": { "type": "integer" },
                "code": { "enum": codes() },
                "instance": {
                    "type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$",
                    "description": "The request, random; the operator finds its line in the log by it."
                },
                "limit": { "type": "integer" },
                "errors": { "type": "array", "items": {
                    "type": "object", "required": ["pointer", "code"],
                    "properties": {
                        "pointer": { "type": "string", "format": "json-pointer" },
                        "code": text, "limit": { "type": "integer" }
                    }
                } }
            }
        }
    })
}

fn public_unit() -> Value {
    let text = || json!({ "type": "string" });
    let both = || reference("Text");
    let address = || json!({ "type": "string", "format": "uri" });
    let line = json!({
        "type": "object", "required": ["number"],
        "properties": {
            "number": {
                "type": "string", "pattern": "^(\\+84[2-9][0-9]{6,9}|1[89]00[0-9]{4}([0-9]{2})?|[1-9][0-9]{2,4})$",
                "description": "A number of Vietnam: E.164, or as it is called within the country alone."
            },
            "label": both(),
            "hours": {
                "type": "string", "maxLength": HOURS_BYTES,
                "description": "Opening hours in the syntax of OpenStreetMap, in Asia/Ho_Chi_Minh; `PH` are public holidays.",
                "examples": ["24/7", "Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off"]
            }
        }
    });
    let hotline = json!({
        "type": "object", "required": ["purpose", "numbers"],
        "properties": {
            "purpose": both(), "note": both(), "zalo": text(),
            "numbers": { "type": "array", "minItems": 1, "maxItems": NUMBERS, "items": line }
        }
    });
    let emergency = json!({
        "type": "object", "required": ["number", "purpose"],
        "properties": { "number": text(), "purpose": both() }
    });
    json!({
        "type": "object", "required": ["id", "kind", "name", "languages", "widgets", "emergency", "hotlines"],
        "properties": {
            "id": text(), "kind": text(), "name": both(), "languages": { "type": "array" },
            "widgets": { "type": "array" },
            "emergency": { "type": "array", "items": emergency },
            "hotlines": { "type": "array", "maxItems": HOTLINES, "items": hotline },
            "keys": { "type": "array", "maxItems": KEYS, "items": {
                "type": "object", "required": ["id", "recipient"],
                "properties": {
                    "id": text(), "recipient": { "type": "string", "pattern": "^age1" },
                    "from": { "type": "string", "format": "date" }, "until": { "type": "string", "format": "date" }
                }
            } },
            "crimes": { "type": "array", "maxItems": CRIMES, "items": {
                "type": "object", "required": ["id", "name"],
                "properties": {
                    "id": { "type": "string", "description": "By which a tip names it." }, "name": both()
                }
            } },
            "contact": {
                "type": "object",
                "properties": {
                    "address": both(), "map": address(), "email": { "type": "string", "format": "email" },
                    "zalo": text(), "website": address()
                }
            }
        }
    })
}
