//! The elements that a webmaster places.

use crate::{
    Asked, Finding,
    finding::Placed,
    page::Page,
    script::{languages_and_looks, named, short},
    snippet,
};
use tt_contract::unit::Widget;

/// Judges the elements.
pub(crate) fn judge(page: &Page, asked: &Asked<'_>, found: &mut Vec<Finding>) {
    let mut right = 0;
    for element in &page.elements {
        let name = element.tag.name.strip_prefix("tt-").unwrap_or_default();
        let before = found.len();
        let Ok(widget) = name.parse::<Widget>() else {
            found.push(Finding::new(Placed::Unknown(short(&element.tag.name))));
            continue;
        };
        let paste = || {
            let lang = element.tag.get("lang").and_then(|lang| lang.parse().ok()).unwrap_or_default();
            snippet::element(asked.edge, asked.unit, widget, lang)
        };
        if !asked.unit.widgets.contains(&widget) {
            found.push(Finding::new(Placed::WidgetNotOffered(widget)));
        }
        if !element.closed || element.tag.self_closing {
            // All that follows would be its content, and gone when the widget shows.
            found.push(Finding::mended_by(Placed::Unclosed(widget), paste()));
        } else if element.empty {
            found.push(Finding::mended_by(Placed::Empty(widget), paste()));
        }
        if let Some(issue) = element.tag.get("unit").and_then(|id| named(id, asked)) {
            found.push(Finding::mended_by(issue, format!(r#"unit="{}""#, asked.unit.id)));
        }
        languages_and_looks(element.tag.get("lang"), element.tag.get("theme"), "", found);
        right += usize::from(found.len() == before);
    }
    if right > 0 {
        found.push(Finding::new(Placed::Right(right)));
    }
}
