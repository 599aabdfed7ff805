//! Parts of a widget that are rendered apart, to be adopted as they stand.

use std::rc::Rc;
use yew::{prelude::*, virtual_dom::VNode};

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    html: Html,
}

#[component]
fn Part(props: &PartProps) -> Html {
    props.html.clone()
}

/// Renders `html` as it stands, without the marks that hydration needs.
pub(crate) async fn part(html: Html) -> AttrValue {
    yew::LocalServerRenderer::<Part>::with_props(PartProps { html }).hydratable(false).render().await.into()
}

/// `html!` sets `checked` on every input it is written on; here only the chosen one is to have it.
pub(crate) fn checked(input: Html) -> Html {
    match input {
        VNode::VTag(mut tag) => {
            Rc::make_mut(&mut tag).set_checked(true);
            VNode::VTag(tag)
        }
        other => other,
    }
}
