//! From components to HTML: the first life (a fragment for portals) and the third (a whole page).

mod card;
mod dock;
mod document;
mod fragment;
mod install;
mod organization;
mod pages;
mod part;
mod sheet;
mod tip_off;

pub use card::card;
pub use dock::dock;
pub use document::Document;
pub use fragment::{Fragment, fragment};
pub use install::{BEFORE_PAINT_HASH, Checked, Installer, install_page, preview_page};
pub use pages::{
    Form, Notice, hotline_page, problem_page, rating_page, text_size_page, thanks_page, unit_page,
};
pub(crate) use part::{checked, part};

pub use sheet::hotline_sheet;
pub use tip_off::{
    TipFilled, TipForm, TipKey, TipNotice, TipPage, TipReturn, tip_off_key_page, tip_off_leave_page,
    tip_off_page, tip_off_return_page, tip_off_sent_page,
};

use std::rc::Rc;
use tt_contract::{holidays::Holidays, time::Millis};

/// The moment for which something is rendered, and the calendar it lies in.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The moment.
    pub now: Millis,
    /// Gives the public holidays; asked only where somebody keeps hours.
    pub holidays: fn() -> Rc<Holidays>,
}

/// The release whose script brings to life what is rendered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Release<'a> {
    /// Its hash, 16 hexadecimal digits.
    pub version: &'a str,
    /// The integrity (W3C SRI) of its glue, which knows that of its module.
    pub integrity: &'a str,
    /// The integrity of `page.js`, the script of the tip-off's form, which knows that of all it fetches.
    pub page: &'a str,
    /// The same of `comeback.js`, the script of its return page.
    pub comeback: &'a str,
}
