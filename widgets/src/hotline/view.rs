//! The hotlines as they are seen and heard: what changes while they are looked at. The rest is [`Still`].

use super::component::{Hotline, Msg};
use crate::{i18n, life::Lived};
use yew::prelude::*;

/// The parts of the widget that never change, as HTML: rendered by the edge, adopted by the browser, where they are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// The emergency numbers, and the unit's name.
    pub head: AttrValue,
    /// Other ways to the unit.
    pub foot: AttrValue,
}

/// The numbers for one purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The purpose as a heading, and a note; still.
    pub still: AttrValue,
    /// The numbers.
    pub lines: Vec<Line>,
}

/// One number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The link that calls it, and its hours in words; still.
    pub still: AttrValue,
    /// The digits to copy.
    pub digits: AttrValue,
    /// The digits as a voice says them.
    pub spoken: AttrValue,
    /// When it opens and closes, where there is something to say of that: `tt_contract::hours::Turns` as text.
    pub turns: Option<AttrValue>,
}

pub(super) fn view(ctx: &Lived<'_, Hotline>, state: &Hotline) -> Html {
    let props = ctx.props();
    let mut index = 0;
    html! {
        <div class="hotline">
            { raw(&props.still.head) }
            { for props.groups.iter().map(|group| html! {
                <section>
                    { raw(&group.still) }
                    <ul role="list">
                        { for group.lines.iter().map(|line| {
                            index += 1;
                            one(ctx, state, line, index - 1)
                        }) }
                    </ul>
                </section>
            }) }
            { raw(&props.still.foot) }
            <p class="heard" role="status">{ &state.said }</p>
        </div>
    }
}

fn one(ctx: &Lived<'_, Hotline>, state: &Hotline, line: &Line, index: usize) -> Html {
    let status = state.status(ctx.props().lang, index);
    html! {
        <li data-digits={&line.digits} data-spoken={&line.spoken} data-turns={line.turns.clone()}>
            { raw(&line.still) }
            // Room for the button from the start, so that nothing moves when it comes.
            <span class="copy">
                if state.copies {
                    { button(ctx, state, line, index) }
                }
            </span>
            if line.turns.is_some() {
                <p class="status" data-open={status.0.then_some("")} data-now="">{ status.1 }</p>
            }
        </li>
    }
}

fn button(ctx: &Lived<'_, Hotline>, state: &Hotline, line: &Line, index: usize) -> Html {
    let texts = i18n::hotline(ctx.props().lang);
    let words = match state.copied {
        Some((copied, done)) if copied == index => {
            if done {
                texts.copied
            } else {
                texts.not_copied
            }
        }
        _ => texts.copy,
    };
    html! {
        <button type="button" class="quiet" onclick={ctx.link().callback(move |_| Msg::Copy(index))}>
            { words }<span class="heard">{ " " }{ &line.spoken }</span>
        </button>
    }
}

fn raw(html: &AttrValue) -> Html {
    Html::from_html_unchecked(html.clone())
}
