//! A part of a page as HTML, which the browser adopts without knowing how it was made.

use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    html: Html,
}

#[component]
fn Part(props: &PartProps) -> Html {
    props.html.clone()
}

/// `html`, rendered without marks for hydration.
pub(crate) async fn part(html: Html) -> AttrValue {
    yew::LocalServerRenderer::<Part>::with_props(PartProps { html }).hydratable(false).render().await.into()
}
