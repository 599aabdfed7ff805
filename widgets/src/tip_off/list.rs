//! The attachments as they are seen and heard.

use super::{
    FileReason,
    attachments::{At, Attachment, Full},
    uploads::Uploads,
};
use crate::i18n;
use tt_contract::{id::SubmissionId, lang::Lang, tip::Cleaned};
use yew::prelude::*;

/// What a citizen does with a file of the list.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Takes it off.
    Remove(SubmissionId),
    /// Sends it anew, with its metadata or without.
    Again(SubmissionId, bool),
}

pub(super) fn view(lang: Lang, Uploads { files, said }: &Uploads, change: &Callback<Change>) -> Html {
    let texts = &i18n::tip_off(lang).files;
    let full = match files.full {
        Some(Full::Count) => texts.too_many,
        Some(Full::Bytes) => texts.too_much,
        None => "",
    };
    html! {
        <div class="files">
            <p class="error" role="status" hidden={full.is_empty()}>{ full }</p>
            <ul role="list" hidden={files.list.is_empty()}>
                { for files.list.iter().map(|one| item(lang, one, change)) }
            </ul>
            <p class="heard" role="status">{ said }</p>
        </div>
    }
}

fn item<F>(lang: Lang, one: &Attachment<F>, change: &Callback<Change>) -> Html {
    let texts = &i18n::tip_off(lang).files;
    let percent = match one.at {
        At::Uploading(percent) => Some(percent.to_string()),
        _ => None,
    };
    let button = |text: &'static str, what: Change| {
        let change = change.clone();
        html! {
            <button type="button" class="link" onclick={move |_| change.emit(what)}>
                { text }<span class="heard">{ ": " }{ &one.name }</span>
            </button>
        }
    };
    let refused = matches!(one.at, At::Refused(_));
    let again = matches!(one.at, At::Refused(FileReason::Sealing | FileReason::Refused));
    let keep = matches!(one.at, At::Done(Cleaned::Removed) | At::Refused(FileReason::Damaged));
    html! {
        <li key={one.id.to_string()} class={refused.then_some("refused")}>
            <p class="name"><b>{ &one.name }</b>{ " " }<span class="small">{ size(lang, one.size) }</span></p>
            if let Some(percent) = percent {
                <progress max="100" aria-hidden="true" value={percent} />
            }
            <p class="small">{ words(lang, one.at) }</p>
            <p>
                if again {
                    { button(texts.again, Change::Again(one.id, one.originals)) }
                }
                if keep {
                    { button(texts.keep, Change::Again(one.id, true)) }
                }
                if one.at == At::Done(Cleaned::Kept) {
                    { button(texts.clean, Change::Again(one.id, false)) }
                }
                { button(texts.remove, Change::Remove(one.id)) }
            </p>
        </li>
    }
}

/// How far a file is, in words.
pub(super) fn words(lang: Lang, at: At) -> String {
    let texts = &i18n::tip_off(lang).files;
    match at {
        At::Queued => texts.queued,
        At::Uploading(percent) => {
            let (before, after) = texts.uploading;
            return [before, &percent.to_string(), after].concat();
        }
        At::Paused => texts.paused,
        At::Done(Cleaned::Removed) => texts.removed,
        At::Done(Cleaned::Kept) => texts.kept,
        At::Done(Cleaned::Unable) => texts.unable,
        At::Refused(reason) => match reason {
            FileReason::TooLong => texts.too_long,
            FileReason::UnknownType => texts.unknown_type,
            FileReason::Empty => texts.empty,
            FileReason::Damaged => texts.damaged,
            FileReason::Unreadable => texts.unreadable,
            FileReason::Sealing => texts.sealing,
            FileReason::Refused => texts.refused,
        },
    }
    .to_owned()
}

/// A length as people say it: tenths of a megabyte (10^6 bytes) or, below, whole kilobytes.
fn size(lang: Lang, bytes: u64) -> String {
    if bytes < 1_000_000 {
        return [&bytes.div_ceil(1_000).to_string(), " KB"].concat();
    }
    let tenths = bytes / 100_000;
    let point = match lang {
        Lang::Vi => ",",
        Lang::En => ".",
    };
    [&(tenths / 10).to_string(), point, &(tenths % 10).to_string(), " MB"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_people_say_them() {
        let vi = |bytes| size(Lang::Vi, bytes);
        assert_eq!([vi(1), vi(999_999), vi(2_350_000)], ["1 KB", "1000 KB", "2,3 MB"]);
        assert_eq!(size(Lang::En, 25_000_000), "25.0 MB");
    }
}
