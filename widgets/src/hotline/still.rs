//! The parts that never change: emergency numbers, purposes, links, hours in words. Rendered by the edge alone.

use super::{
    component::Props,
    hours,
    view::{Group, Line, Still},
};
use crate::{
    i18n::{self, HotlineStill},
    render::{Moment, part},
};
use tt_contract::{
    hours::Turns,
    lang::Lang,
    time::Millis,
    unit::{self, Emergency, Unit, Zalo},
};
use yew::prelude::*;

/// What the edge renders the hotlines of `unit` with.
pub async fn props(unit: &Unit, lang: Lang, moment: Moment) -> Props {
    let texts = i18n::hotline_still(lang);
    let mut groups = Vec::new();
    for hotline in &unit.hotlines {
        let mut lines = Vec::new();
        for line in &hotline.numbers {
            lines.push(Line {
                still: part(number(lang, hotline, line)).await,
                digits: line.number.to_string().replace(' ', "").into(),
                spoken: line.number.spoken().into(),
                turns: turns(line, moment).map(|turns| turns.to_string().into()),
            });
        }
        groups.push(Group { still: part(heading(lang, hotline)).await, lines });
    }
    let still =
        Still { head: part(head(unit, lang, texts)).await, foot: part(foot(unit, lang, texts)).await };
    yew::props!(Props { lang, now: moment.now, still, groups })
}

/// When what is rendered with `props` is out of date: when a status changes, and at midnight, when tomorrow is today, or
/// what was not known of a day may be of the next. Nothing where nobody keeps hours.
#[must_use]
pub fn renewed_at(unit: &Unit, props: &Props) -> Option<Millis> {
    let mut numbers = unit.hotlines.iter().flat_map(|hotline| &hotline.numbers);
    numbers.find(|line| line.hours.is_some())?;
    let lines = props.groups.iter().flat_map(|group| &group.lines);
    let turns = lines.filter_map(|line| line.turns.as_ref()?.parse::<Turns>().ok());
    let next = turns.filter_map(|turns| turns.next(props.now)).min();
    let midnight = props.now.day().next().start();
    Some(next.map_or(midnight, |next| next.min(midnight)))
}

/// What is said of a number besides its hours; nothing where somebody always answers.
fn turns(line: &unit::Line, moment: Moment) -> Option<Turns> {
    let hours = line.hours.as_ref().filter(|hours| !hours.is_always())?;
    hours.turns(moment.now, &(moment.holidays)())
}

/// The emergency numbers as links. What is said of a number stands on the number and not on the link, which would then have
/// another name than what is seen of it (WCAG 2.5.3).
pub(crate) fn tiles(lang: Lang) -> Html {
    html! {
        <ul class="emergency" role="list">
            { for Emergency::ALL.iter().map(|emergency| {
                let purpose = emergency.purpose.get(lang);
                html! {
                    <li><a href={emergency.href()}>
                        <b role="img" aria-label={emergency.spoken()}>{ emergency.number }</b>{ " " }<span>{ purpose }</span>
                    </a></li>
                }
            }) }
        </ul>
    }
}

fn head(unit: &Unit, lang: Lang, texts: &HotlineStill) -> Html {
    let more = !unit.hotlines.is_empty() || !unit.contact.is_empty();
    html! {
        <>
            <h2>{ texts.emergency }</h2>
            { tiles(lang) }
            if more {
                <h2>{ unit.name.get(lang).to_owned() }</h2>
            }
        </>
    }
}

fn heading(lang: Lang, hotline: &unit::Hotline) -> Html {
    html! {
        <>
            <h3>{ hotline.purpose.get(lang).to_owned() }</h3>
            if let Some(note) = &hotline.note {
                <p class="small">{ note.get(lang).to_owned() }</p>
            }
            if let Some(account) = &hotline.zalo {
                <p>{ zalo(i18n::hotline_still(lang), account) }</p>
            }
        </>
    }
}

/// A link that calls. A voice says whom, and the digits one by one.
fn number(lang: Lang, hotline: &unit::Hotline, line: &unit::Line) -> Html {
    let label = line.label.as_ref().map(|label| label.get(lang));
    let whom = [Some(hotline.purpose.get(lang)), label].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        <>
            if let Some(label) = label {
                <p class="label">{ label.to_owned() }</p>
            }
            <a class="number" href={line.number.href()}>
                <span role="img" aria-label={format!("{whom}: {}", line.number.spoken())}>{ line.number.to_string() }</span>
            </a>
            if let Some(hours) = &line.hours {
                <p class="small hours">{ hours::words(lang, hours) }</p>
            }
        </>
    }
}

fn zalo(texts: &HotlineStill, account: &Zalo) -> Html {
    html! { <>{ texts.zalo }{ ": " }<a href={account.href()}>{ account.shown() }</a></> }
}

fn foot(unit: &Unit, lang: Lang, texts: &HotlineStill) -> Html {
    let contact = &unit.contact;
    let (id, tag) = (&unit.id, lang.tag());
    html! {
        <>
            if !contact.is_empty() {
                <h3>{ texts.contact }</h3>
                <ul role="list">
                    if let Some(address) = &contact.address {
                        <li>
                            { texts.address }{ ": " }{ address.get(lang).to_owned() }
                            if let Some(map) = &contact.map {
                                { " · " }<a href={map.as_str().to_owned()}>{ texts.map }</a>
                            }
                        </li>
                    }
                    if let Some(email) = &contact.email {
                        <li>{ texts.email }{ ": " }<a href={format!("mailto:{}", email.as_str())}>{ email.as_str().to_owned() }</a></li>
                    }
                    if let Some(account) = &contact.zalo {
                        <li>{ zalo(texts, account) }</li>
                    }
                    if let Some(website) = &contact.website {
                        <li>{ texts.website }{ ": " }<a href={website.as_str().to_owned()}>{ website.shown().to_owned() }</a></li>
                    }
                </ul>
            }
            <p class="more">
                if !unit.hotlines.is_empty() || !contact.is_empty() {
                    <a href={format!("/u/{id}/hotline.vcf?lang={tag}")}>{ texts.save }</a>
                }
                <a href={format!("/u/{id}/hotline/print?lang={tag}")}>{ texts.print }</a>
            </p>
        </>
    }
}
