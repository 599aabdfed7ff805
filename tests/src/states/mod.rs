//! The states of a rating that a citizen can be in, and the way to each.

mod tip_off;

pub use tip_off::TipState;

use crate::{page::Page, world::World};
use anyhow::Result;
use demo::portal::gallery::Example;

/// A state of the rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it comes.
    Initial,
    /// The criteria are open.
    Details,
    /// Sent without a level and with too long a comment.
    Errors,
    /// Kept by the edge.
    Sent,
    /// Rated earlier today on this device.
    RatedToday,
    /// Sent without a network.
    Waiting,
}

impl State {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Initial, Self::Details, Self::Errors, Self::Sent, Self::RatedToday, Self::Waiting];

    /// Its name in file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Details => "details",
            Self::Errors => "errors",
            Self::Sent => "sent",
            Self::RatedToday => "rated-today",
            Self::Waiting => "waiting",
        }
    }

    /// Opens the page of `example` anew and brings its rating into this state; [`State::leave`] undoes what would
    /// follow to the next. Errors: a step fails.
    pub async fn reach(self, world: &World, page: &Page<'_>, example: &Example) -> Result<()> {
        page.open(&world.portal(&example.path())).await?;
        page.until_live().await?;
        match self {
            Self::Initial => {}
            Self::Details => {
                page.click("summary").await?;
                page.until("q('details').open").await?;
            }
            Self::Errors => {
                page.run(
                    "q('textarea').value = 'x'.repeat(1001); q('textarea').dispatchEvent(new Event('input'))",
                )
                .await?;
                page.send().await?;
                // A screen reader is told of the length when typing has rested.
                page.until("shown('#tt-level-error') && shown('#tt-comment-error') && text('.heard')")
                    .await?;
            }
            Self::Sent => {
                page.choose(5).await?;
                page.send().await?;
                page.until_thanked().await?;
            }
            Self::RatedToday => {
                page.choose(4).await?;
                page.send().await?;
                page.until_thanked().await?;
                page.refresh().await?;
                page.until("host.getAttribute('state') === 'live' && shown('.thanks h2')").await?;
            }
            Self::Waiting => {
                page.choose(3).await?;
                page.offline(true).await?;
                page.send().await?;
                page.until("shown('.message') && text('.message') && q('fieldset').disabled && !q('button.send[aria-disabled]')").await?;
            }
        }
        Ok(())
    }

    /// Forgets on the device what was rated, and gives the network back. Errors: those of the browser.
    pub async fn leave(self, page: &Page<'_>) -> Result<()> {
        page.run("localStorage.clear()").await?;
        page.offline(false).await
    }
}
