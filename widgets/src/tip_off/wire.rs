//! What the page and its vault say to each other across the border of their threads: rows of text, which any browser
//! copies and neither side needs a parser for. What is read is judged again: a row that is not right is none.

use super::{Draft, DraftMessage, Event, FileReason, Opened, OpenedEntry, OpenedReply, Reason};
use core::str::FromStr;
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    tip::{
        Account, Attached, By, Cleaned, Detail, Digest, KeyId, Known, MediaType, Ongoing, Prose, Receipt,
        Recipient, Status,
    },
    unit::UnitId,
};

/// A row.
pub type Row = Vec<String>;

/// What the page asks of the vault.
#[derive(Clone, PartialEq, Eq)]
pub enum Ask {
    /// Comes first: whom it all is for.
    Begin(Box<Unit>),
    /// To say when it can seal.
    Prepare,
    /// To seal and upload the file that comes with it, with its metadata if `originals`.
    Attach {
        /// As what.
        id: SubmissionId,
        /// Whether as it is.
        originals: bool,
    },
    /// To forget a file.
    Cancel(SubmissionId),
    /// To seal and send a tip.
    Send(Draft),
    /// To ask for the timeline of a tip.
    Look(Receipt),
    /// To seal and send a message.
    Write(Receipt, DraftMessage),
}

/// Whom all is sealed for and sent to.
#[derive(Clone, PartialEq, Eq)]
pub struct Unit {
    /// The edge: scheme, host and port, without a slash at its end.
    pub edge: String,
    /// The unit.
    pub id: UnitId,
    /// The language of the page.
    pub lang: Lang,
    /// The keys, each with its name.
    pub keys: Vec<(KeyId, Recipient)>,
}

impl Unit {
    /// Reads what the root of a page says of it; `keys` as `id=age1…` with blanks between them. Nothing if something is not
    /// right, or there is no key.
    #[must_use]
    pub fn read(edge: &str, unit: &str, lang: &str, keys: &str) -> Option<Self> {
        let key = |text: &str| {
            let (id, recipient) = text.split_once('=')?;
            Some((id.parse().ok()?, recipient.parse().ok()?))
        };
        let keys: Vec<_> = keys.split_ascii_whitespace().map(key).collect::<Option<_>>()?;
        let (id, lang) = (unit.parse().ok()?, lang.parse().ok()?);
        (!keys.is_empty()).then(|| Self { edge: edge.to_owned(), id, lang, keys })
    }

    /// The row by which the page begins: what the root says, unread. The page needs no part of it, and so not the code that
    /// reads it.
    #[must_use]
    pub fn row(edge: String, unit: String, lang: String, keys: String) -> Row {
        row("begin", [edge, unit, lang, keys])
    }

    fn keys(&self) -> String {
        let keys: Vec<_> =
            self.keys.iter().map(|(id, to)| [id.as_str(), "=", to.as_str()].concat()).collect();
        keys.join(" ")
    }
}

const YES: &str = "1";

impl Ask {
    /// The row that says this.
    #[must_use]
    pub fn to_row(&self) -> Row {
        match self {
            Self::Begin(unit) => {
                Unit::row(unit.edge.clone(), unit.id.to_string(), unit.lang.tag().into(), unit.keys())
            }
            Self::Prepare => row("prepare", []),
            Self::Attach { id, originals } => {
                row("attach", [id.to_string(), if *originals { YES.into() } else { String::new() }])
            }
            Self::Cancel(id) => row("cancel", [id.to_string()]),
            Self::Send(draft) => row(
                "send",
                [
                    draft.account.as_str().into(),
                    draft.crime.as_ref().map(|crime| crime.as_str().into()).unwrap_or_default(),
                    prose(draft.when.as_ref()),
                    prose(draft.place.as_ref()),
                    prose(draft.who.as_ref()),
                    draft.known.map(|known| known.name().into()).unwrap_or_default(),
                    draft.ongoing.map(|ongoing| ongoing.name().into()).unwrap_or_default(),
                    prose(draft.contact.as_ref()),
                    ids(&draft.files),
                ],
            ),
            Self::Look(receipt) => row("look", [receipt.to_string()]),
            Self::Write(receipt, message) => row(
                "write",
                [
                    receipt.to_string(),
                    message.id.to_string(),
                    message.text.as_str().into(),
                    ids(&message.files),
                ],
            ),
        }
    }

    /// What `row` says; nothing if it says nothing.
    #[must_use]
    pub fn of_row(row: &[String]) -> Option<Self> {
        let parts: Vec<&str> = row.iter().map(String::as_str).collect();
        Some(match parts.as_slice() {
            ["begin", edge, unit, lang, keys] => Self::Begin(Unit::read(edge, unit, lang, keys)?.into()),
            ["prepare"] => Self::Prepare,
            ["attach", id, originals] => Self::Attach { id: parsed(id)?, originals: *originals == YES },
            ["cancel", id] => Self::Cancel(parsed(id)?),
            ["send", account, crime, when, place, who, known, ongoing, contact, files] => Self::Send(Draft {
                account: Account::required(account).ok()?,
                crime: if crime.is_empty() { None } else { Some(parsed(crime)?) },
                when: Prose::optional(when).ok()?,
                place: Prose::optional(place).ok()?,
                who: Prose::optional(who).ok()?,
                known: named(known, &Known::ALL, Known::name).ok()?,
                ongoing: named(ongoing, &Ongoing::ALL, Ongoing::name).ok()?,
                contact: Prose::optional(contact).ok()?,
                files: read_ids(files)?,
            }),
            ["look", receipt] => Self::Look(parsed(receipt)?),
            ["write", receipt, id, text, files] => Self::Write(
                parsed(receipt)?,
                DraftMessage { id: parsed(id)?, text: Detail::required(text).ok()?, files: read_ids(files)? },
            ),
            _ => return None,
        })
    }
}

impl Event {
    /// The row that tells this.
    #[must_use]
    pub fn to_row(&self) -> Row {
        match self {
            Self::Ready => row("ready", []),
            Self::Failed(reason) => row("failed", [place(&Reason::ALL, reason)]),
            Self::Progress { id, done, of } => {
                row("progress", [id.to_string(), done.to_string(), of.to_string()])
            }
            Self::Paused(id) => row("paused", [id.to_string()]),
            Self::Attached(file) => row(
                "attached",
                [
                    file.id.to_string(),
                    place(&MediaType::ALL, &file.media_type),
                    file.size.to_string(),
                    file.sha256.as_str().into(),
                    place(&Cleaned::ALL, &file.metadata),
                ],
            ),
            Self::Refused(id, reason) => row("refused", [id.to_string(), place(&FileReason::ALL, reason)]),
            Self::Working(percent) => row("working", [percent.to_string()]),
            Self::Sent(receipt) => row("sent", [receipt.to_string()]),
            Self::Earlier(receipt) => row("earlier", [receipt.to_string()]),
            Self::Timeline(opened) => {
                let mut row = row("timeline", [opened.status.name().into()]);
                row.extend(opened.entries.iter().flat_map(entry));
                row
            }
            Self::Written => row("written", []),
        }
    }

    /// What `row` tells; nothing if it tells nothing.
    #[must_use]
    pub fn of_row(row: &[String]) -> Option<Self> {
        let parts: Vec<&str> = row.iter().map(String::as_str).collect();
        Some(match parts.as_slice() {
            ["ready"] => Self::Ready,
            ["failed", reason] => Self::Failed(placed(&Reason::ALL, reason)?),
            ["progress", id, done, of] => {
                Self::Progress { id: parsed(id)?, done: parsed(done)?, of: parsed(of)? }
            }
            ["paused", id] => Self::Paused(parsed(id)?),
            ["attached", id, media_type, size, sha256, metadata] => Self::Attached(Attached {
                id: parsed(id)?,
                media_type: placed(&MediaType::ALL, media_type)?,
                size: parsed(size)?,
                sha256: Digest::try_from((*sha256).to_owned()).ok()?,
                metadata: placed(&Cleaned::ALL, metadata)?,
            }),
            ["refused", id, reason] => Self::Refused(parsed(id)?, placed(&FileReason::ALL, reason)?),
            ["working", percent] => Self::Working(parsed(percent)?),
            ["sent", receipt] => Self::Sent(parsed(receipt)?),
            ["earlier", receipt] => Self::Earlier(parsed(receipt)?),
            ["timeline", status, entries @ ..] => Self::Timeline(Opened {
                status: Status::of(status)?,
                entries: entries.chunks(ENTRY).map(read_entry).collect::<Option<_>>()?,
            }),
            ["written"] => Self::Written,
            _ => return None,
        })
    }
}

/// Texts of an entry of a timeline.
const ENTRY: usize = 5;
const UNIT: &str = "unit";
const TEXT: &str = "text";
const UNREADABLE: &str = "unreadable";

fn entry(entry: &OpenedEntry) -> [String; ENTRY] {
    let (reply, text) = match &entry.reply {
        OpenedReply::None => ("", ""),
        OpenedReply::Text(text) => (TEXT, text.as_str()),
        OpenedReply::Unreadable => (UNREADABLE, ""),
    };
    [
        if entry.by == By::Unit { UNIT.into() } else { String::new() },
        entry.day.to_string(),
        entry.status.map(|status| status.name().into()).unwrap_or_default(),
        reply.into(),
        text.into(),
    ]
}

fn read_entry(row: &[&str]) -> Option<OpenedEntry> {
    let [by, day, status, reply, text] = *row else { return None };
    Some(OpenedEntry {
        by: if by == UNIT { By::Unit } else { By::Citizen },
        day: day.parse().ok()?,
        status: if status.is_empty() { None } else { Some(Status::of(status)?) },
        reply: match reply {
            "" => OpenedReply::None,
            TEXT => OpenedReply::Text(text.to_owned()),
            UNREADABLE => OpenedReply::Unreadable,
            _ => return None,
        },
    })
}

fn row<const N: usize>(name: &str, rest: [String; N]) -> Row {
    core::iter::once(name.to_owned()).chain(rest).collect()
}

fn prose<const MIN: usize, const MAX: usize>(prose: Option<&Prose<MIN, MAX>>) -> String {
    prose.map(|prose| prose.as_str().to_owned()).unwrap_or_default()
}

fn ids(ids: &[SubmissionId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn read_ids(text: &str) -> Option<Vec<SubmissionId>> {
    text.split_ascii_whitespace().map(parsed).collect()
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// One of `all` by its name; none, where there is no text. Errors: none has this name.
fn named<T: Copy>(text: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Result<Option<T>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    all.iter().copied().find(|one| name(*one) == text).map(Some).ok_or(())
}

/// Where `one` stands among `all`, which holds it.
fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter().position(|other| other == one).unwrap_or_default().to_string()
}

fn placed<T: Copy>(all: &[T], place: &str) -> Option<T> {
    all.get(parsed::<usize>(place)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "2026-11=age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    fn id(byte: u8) -> SubmissionId {
        SubmissionId::from_random([byte; 16])
    }

    fn draft() -> Draft {
        Draft {
            account: Account::required("Chiều qua ở chợ,\nlúc tối.").unwrap(),
            crime: None,
            when: Prose::optional("hôm qua").unwrap(),
            place: None,
            who: Prose::optional("hai người").unwrap(),
            known: Some(Known::Told),
            ongoing: Some(Ongoing::Unknown),
            contact: None,
            files: vec![id(1), id(2)],
        }
    }

    #[test]
    fn what_is_asked_is_understood() {
        let receipt = Receipt::from_random([7; 16]);
        let message = DraftMessage { id: id(3), text: Detail::required("thêm").unwrap(), files: vec![] };
        let unit = Unit::read("https://edge.vn", "congan-thanhhoa", "vi", &[KEY, KEY].join(" ")).unwrap();
        assert_eq!(unit.keys.len(), 2);
        for ask in [
            Ask::Begin(unit.into()),
            Ask::Prepare,
            Ask::Attach { id: id(1), originals: true },
            Ask::Attach { id: id(1), originals: false },
            Ask::Cancel(id(2)),
            Ask::Send(draft()),
            Ask::Look(receipt.clone()),
            Ask::Write(receipt, message),
        ] {
            let row = ask.to_row();
            assert!(Ask::of_row(&row).unwrap() == ask, "{row:?}");
            assert!(Ask::of_row(&row[..row.len() - 1]).is_none(), "{row:?}");
        }
    }

    #[test]
    fn what_is_told_is_understood() {
        let entry =
            |reply| OpenedEntry { by: By::Unit, day: "2026-11-22".parse().unwrap(), status: None, reply };
        let own = OpenedEntry { by: By::Citizen, status: Some(Status::Checking), ..entry(OpenedReply::None) };
        let entries = vec![own, entry(OpenedReply::Text("rồi".into())), entry(OpenedReply::Unreadable)];
        let mut events = vec![
            Event::Ready,
            Event::Progress { id: id(1), done: 1, of: 25_000_000 },
            Event::Paused(id(1)),
            Event::Working(99),
            Event::Sent(Receipt::from_random([9; 16])),
            Event::Earlier(Receipt::from_random([8; 16])),
            Event::Timeline(Opened { status: Status::PassedOn, entries }),
            Event::Written,
        ];
        events.extend(Reason::ALL.map(Event::Failed));
        events.extend(FileReason::ALL.map(|reason| Event::Refused(id(4), reason)));
        events.extend(MediaType::ALL.iter().zip(Cleaned::ALL.iter().cycle()).map(
            |(media_type, metadata)| {
                let sha256 = Digest::from([0xab; 32]);
                Event::Attached(Attached {
                    id: id(5),
                    media_type: *media_type,
                    size: 7,
                    sha256,
                    metadata: *metadata,
                })
            },
        ));
        for event in events {
            let row = event.to_row();
            let read = Event::of_row(&row);
            assert!(read.is_some_and(|read| read.to_row() == row), "{row:?}");
        }
    }

    #[test]
    fn what_is_not_right_says_nothing() {
        let of =
            |parts: &[&str]| Ask::of_row(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
        assert!(of(&[]).is_none() && of(&["steal"]).is_none());
        assert!(of(&["begin", "https://edge.vn", "congan-thanhhoa", "vi", ""]).is_none(), "no key");
        assert!(of(&["begin", "https://edge.vn", "congan-thanhhoa", "vi", "a=age1x"]).is_none());
        assert!(of(&["send", "ngắn", "", "", "", "", "", "", "", ""]).is_none());
        assert!(Event::of_row(&["failed".into(), "99".into()]).is_none());
    }
}
