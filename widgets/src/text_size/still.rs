//! The parts of the widget that never change: steps, looks, buttons, links. Rendered by the edge alone.

use super::{
    looks::{Aid, Contrast},
    view::Still,
};
use crate::{
    i18n::{self, TextSizeForm},
    render::{checked, part},
};
use tt_contract::lang::Lang;
use yew::prelude::*;

/// The sizes, in per cent.
const STEPS: [u16; 6] = [100, 110, 125, 150, 175, 200];
/// The speeds of reading, as parts of the voice's own, and the place of the usual one.
const SPEEDS: [&str; 4] = ["0.75", "1", "1.25", "1.5"];
const USUAL: &str = "1";

/// Renders the still parts in `lang`.
pub async fn still(lang: Lang) -> Still {
    let texts = i18n::text_size_form(lang);
    Still {
        steps: part(steps(texts)).await,
        looks: part(looks(texts)).await,
        actions: part(actions(texts)).await,
        read: part(html! { { texts.read } }).await,
        reader: part(reader(texts)).await,
        share: part(share(texts)).await,
    }
}

/// Disabled until the loader's few lines are there, without which they would do nothing.
fn steps(texts: &TextSizeForm) -> Html {
    let step = |size: u16| {
        let radio = html! { <input type="radio" name="tt-size" value={size.to_string()} /> };
        html! {
            <label class="choice">
                { if size == 100 { checked(radio) } else { radio } }
                <span>{ format!("{size}%") }</span>
            </label>
        }
    };
    html! {
        <fieldset class="steps" disabled=true aria-describedby="tt-size-hint">
            <legend><h2>{ texts.size }</h2></legend>
            <div class="row">{ for STEPS.into_iter().map(step) }</div>
            <p class="small" id="tt-size-hint">{ texts.size_hint }</p>
        </fieldset>
    }
}

fn looks(texts: &TextSizeForm) -> Html {
    let names = [""].into_iter().chain(Contrast::ALL.into_iter().map(Contrast::name));
    let ground = |(name, words): (&'static str, &'static str)| {
        let radio = html! { <input type="radio" name="tt-ground" value={name} /> };
        html! {
            <label class="choice">{ if name.is_empty() { checked(radio) } else { radio } }<span>{ words }</span></label>
        }
    };
    let aid = |(aid, words): (Aid, &'static str)| {
        html! {
            <label class="choice"><input type="checkbox" name="tt-aid" value={aid.name()} /><span>{ words }</span></label>
        }
    };
    html! {
        <>
            <h2>{ texts.looks }</h2>
            <fieldset>
                <legend>{ texts.ground }</legend>
                <div class="row">{ for names.zip(texts.grounds).map(ground) }</div>
            </fieldset>
            <div class="row">{ for Aid::ALL.into_iter().zip(texts.aids).map(aid) }</div>
            <button type="button" class="quiet" data-do="reset">{ texts.reset }</button>
            <h2>{ texts.page }</h2>
        </>
    }
}

fn actions(texts: &TextSizeForm) -> Html {
    let action = |(what, words): (&'static str, &'static str)| {
        html! { <button type="button" class="quiet" data-do={what}>{ words }</button> }
    };
    let actions = [("print", texts.print), ("save", texts.save), ("share", texts.share)];
    html! { { for actions.into_iter().map(action) } }
}

fn reader(texts: &TextSizeForm) -> Html {
    let speed = |(value, words): (&'static str, &'static str)| {
        html! { <option {value} selected={value == USUAL}>{ words }</option> }
    };
    html! {
        <>
            <button type="button" class="quiet" data-do="stop">{ texts.stop }</button>
            <label><span>{ texts.speed }</span>
                <select name="tt-speed">{ for SPEEDS.into_iter().zip(texts.speeds).map(speed) }</select>
            </label>
        </>
    }
}

/// The addresses of the links are set when they are shown, by the page they are on then.
fn share(texts: &TextSizeForm) -> Html {
    let link = |class: &'static str, words: &'static str| {
        html! { <p><a {class} target="_blank" rel="noopener noreferrer">{ words }</a></p> }
    };
    html! {
        <>
            { link("facebook", texts.facebook) }
            { link("zalo", texts.zalo) }
            <label><span>{ texts.address }</span><input type="text" class="address" readonly=true /></label>
            <button type="button" class="quiet" data-do="copy">{ texts.copy }</button>
        </>
    }
}
