//! The parts of the widget that never change: steps, looks, buttons, links. Rendered by the edge alone.

use super::{
    looks::{Aid, Ground},
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
/// The speeds of reading, as parts of the voice's own.
const SPEEDS: [&str; 4] = ["0.75", "1", "1.25", "1.5"];

/// Renders the still parts in `lang`.
pub async fn still(lang: Lang) -> Still {
    let texts = i18n::text_size_form(lang);
    Still {
        steps: part(steps(texts)).await,
        looks: part(looks(texts)).await,
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
    let [as_it_is, words @ ..] = texts.grounds;
    let ground = |(ground, words): (Ground, &'static str)| {
        html! {
            <label class="choice">
                <input type="radio" name="tt-ground" value={ground.name()} data-css={ground.css()} /><span>{ words }</span>
            </label>
        }
    };
    let aid = |(aid, words): (Aid, &'static str)| {
        html! {
            <label class="choice">
                <input type="checkbox" name="tt-aid" value={aid.name()} data-css={aid.css()} /><span>{ words }</span>
            </label>
        }
    };
    html! {
        <>
            <h2>{ texts.looks }</h2>
            <fieldset>
                <legend>{ texts.ground }</legend>
                <div class="row">
                    <label class="choice">
                        { checked(html! { <input type="radio" name="tt-ground" value="" /> }) }<span>{ as_it_is }</span>
                    </label>
                    { for Ground::ALL.into_iter().zip(words).map(ground) }
                </div>
            </fieldset>
            <div class="row">{ for Aid::ALL.into_iter().zip(texts.aids).map(aid) }</div>
            <button type="button" class="quiet" data-do="reset">{ texts.reset }</button>
            <h2>{ texts.page }</h2>
            { actions(texts) }
        </>
    }
}

/// The last keeps its place while it is not seen, so that nothing moves when a voice is found.
fn actions(texts: &TextSizeForm) -> Html {
    let action = |(what, words): (&'static str, &'static str)| {
        html! {
            <button type="button" class="quiet" data-do={what} data-unseen={(what == "read").then_some("")}>
                { words }
            </button>
        }
    };
    let actions =
        [("print", texts.print), ("save", texts.save), ("share", texts.share), ("read", texts.read)];
    html! { <div class="actions">{ for actions.into_iter().map(action) }</div> }
}

fn reader(texts: &TextSizeForm) -> Html {
    let speed = |(value, words): (&'static str, &'static str)| {
        html! { <option {value} selected={value == "1"}>{ words }</option> }
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
