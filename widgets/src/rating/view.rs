//! The rating as it is seen and heard: what changes while it is used. The rest is [`Still`].

use super::{
    component::{Msg, Rating},
    state::{Phase, State},
};
use crate::{
    i18n::{self, Rating as Texts},
    life::{Link, Lived},
    submit::Reason,
};
use tt_contract::{fault::Kind, lang::Lang};
use yew::prelude::*;

/// The parts of a rating that never change, as HTML. The edge renders them; the browser adopts what stands, and so
/// downloads neither their code nor their texts: there they are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// The hidden fields.
    pub hidden: AttrValue,
    /// The question.
    pub legend: AttrValue,
    /// The levels.
    pub levels: AttrValue,
    /// The criteria.
    pub criteria: AttrValue,
    /// The label of the comment and what not to write in it.
    pub comment: AttrValue,
    /// What is kept and what is not.
    pub privacy: AttrValue,
    /// The words of the button that opens the form again.
    pub change: AttrValue,
}

pub(super) fn view(ctx: &Lived<'_, Rating>, root: &NodeRef, state: &State, said: &str) -> Html {
    let (props, link) = (ctx.props(), ctx.link());
    let (still, texts) = (&props.still, i18n::rating(props.lang));
    let submit = on(link, Msg::Submit);
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        submit.emit(event);
    });
    html! {
        <div class="rating" ref={root}>
            <form method="post" action={&props.action} autocomplete="off" hidden={!state.form_is_open()} onsubmit={submit}>
                { raw(&still.hidden) }
                <fieldset class="all" role="none" disabled={state.is_under_way()} onchange={on(link, Msg::Chosen)}>
                    <fieldset class="levels" role="radiogroup" aria-required="true" aria-describedby={state.error("/level").map(|_| "tt-level-error")}>
                        { raw(&still.legend) }
                        { error("tt-level-error", state.error("/level").map(|_| texts.level_missing)) }
                        { raw(&still.levels) }
                    </fieldset>
                    { raw(&still.criteria) }
                    <div class="comment">
                        { raw(&still.comment) }
                        { error("tt-comment-error", state.error("/comment").map(|kind| match kind {
                            Kind::TooLong => texts.comment_too_long,
                            _ => texts.comment_forbidden,
                        })) }
                        <textarea id="tt-comment" name="comment" rows="3" autocomplete="off" oninput={on(link, Msg::Typed)}
                            aria-invalid={state.error("/comment").map(|_| "true")}
                            aria-describedby="tt-comment-error tt-comment-hint tt-comment-count"
                            defaultvalue={props.comment.clone()} />
                        <p class="small count" data-over={state.room().is_err().then_some("")} id="tt-comment-count">{ count(props.lang, state.room()) }</p>
                        <p class="heard" role="status">{ said }</p>
                    </div>
                </fieldset>
                <div class="message" role="status" tabindex="-1">{ message(texts, state) }</div>
                <button type="submit" class="send" aria-disabled={(state.phase == Phase::Sending).then_some("true")}>
                    { match state.phase {
                        Phase::Sending => texts.sending,
                        Phase::Waiting(_) => texts.send_again,
                        _ => texts.send,
                    } }
                </button>
                { raw(&still.privacy) }
            </form>
            <div class="thanks" hidden={state.form_is_open()}>
                <h2 tabindex="-1">
                    { if state.phase == Phase::RatedToday { texts.rated } else { texts.thanks } }
                </h2>
                <p>{ if state.phase == Phase::RatedToday { texts.rated_body } else { texts.thanks_body } }</p>
                <button type="button" class="quiet" onclick={on(link, Msg::Change)}>
                    { raw(&still.change) }
                </button>
            </div>
        </div>
    }
}

/// How many characters are left, or too many.
pub(super) fn count(lang: Lang, room: Result<usize, usize>) -> String {
    let texts = i18n::rating(lang);
    let ((before, after), n) = match room {
        Ok(left) => (texts.left, left),
        Err(over) => (texts.over, over),
    };
    [before, &i18n::number(lang, n), after].concat()
}

/// One callback for all events, so that the browser downloads one.
fn on<E>(link: &Link<Rating>, msg: Msg) -> Callback<E> {
    let link = link.clone();
    Callback::from(move |_| link.send_message(msg))
}

fn raw(html: &AttrValue) -> Html {
    Html::from_html_unchecked(html.clone())
}

fn error(id: &'static str, text: Option<&'static str>) -> Html {
    html! { <p class="error" {id} hidden={text.is_none()}>{ text.unwrap_or_default() }</p> }
}

fn message(texts: &Texts, state: &State) -> &'static str {
    match state.phase {
        Phase::Sending => texts.sending,
        Phase::Waiting(Reason::Unreachable) => texts.unreachable,
        Phase::Waiting(Reason::Busy) => texts.busy,
        _ if state.refused => texts.refused,
        _ => "",
    }
}
