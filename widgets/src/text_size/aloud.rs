//! Reading the article aloud, sentence by sentence.

use super::{
    article::{self, Kind, Reader},
    highlight,
    sentences::sentences,
    speech::{self, Saying},
};
use web_sys::{
    Document, Element, Node, Range, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    SpeechSynthesis, SpeechSynthesisVoice, Window,
};

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing is read.
    #[default]
    Silent,
    /// A sentence is being said.
    Reading,
    /// Stopped before a sentence.
    Paused,
}

/// A place in a text of the page: in UTF-16 code units, as the DOM counts.
type Place = (Node, u32);

struct Sentence {
    text: String,
    from: Place,
    to: Place,
}

/// A reading that is under way.
pub(super) struct Aloud {
    window: Window,
    document: Document,
    speech: SpeechSynthesis,
    voice: SpeechSynthesisVoice,
    /// As a part of the voice's own, in figures.
    rate: String,
    sentences: Vec<Sentence>,
    at: usize,
    /// Counts what was begun to be said: what an earlier one reports no longer matters.
    turn: u32,
    saying: Option<Saying>,
    /// Whether the sentence before stood in view: a reader who has scrolled away is not called back.
    followed: bool,
}

/// What the voice reports of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// All of it was said.
    Ended(u32),
    /// It was not.
    Failed(u32),
}

impl Aloud {
    /// Gets ready to read `article`. Nothing where it has no text.
    pub(super) fn new(
        window: Window,
        document: Document,
        (speech, voice): (SpeechSynthesis, SpeechSynthesisVoice),
        article: &Element,
        rate: String,
    ) -> Option<Self> {
        let mut collected = Collected::default();
        article::walk(&window, article, &mut collected);
        collected.end();
        let sentences = collected.sentences;
        let any = !sentences.is_empty();
        any.then_some(Self {
            window,
            document,
            speech,
            voice,
            rate,
            sentences,
            at: 0,
            turn: 0,
            saying: None,
            followed: true,
        })
    }

    /// Says the sentence it is at. `hear` is called with what becomes of it. Returns whether there is one to say.
    pub(super) fn say(&mut self, hear: impl Fn(Heard) + Clone + 'static) -> bool {
        let Some(sentence) = self.sentences.get(self.at) else { return false };
        self.turn += 1;
        let turn = self.turn;
        let ended = hear.clone();
        let calls = (move || ended(Heard::Ended(turn)), move || hear(Heard::Failed(turn)));
        self.saying = speech::say(&self.speech, (&self.voice, &self.rate), &sentence.text, calls).ok();
        if self.saying.is_some() {
            self.show();
        }
        self.saying.is_some()
    }

    /// Takes what the voice reports. Returns whether it speaks of what is being said now.
    pub(super) fn hears(&mut self, heard: Heard) -> bool {
        let current = matches!(heard, Heard::Ended(turn) | Heard::Failed(turn) if turn == self.turn);
        if current {
            let range = self.sentences.get(self.at).and_then(|sentence| range(&self.document, sentence));
            self.followed = range.is_some_and(|range| self.is_in_view(&range));
            self.at += 1;
        }
        current
    }

    /// Changes the speed. Returns whether it is another than before.
    pub(super) fn set_rate(&mut self, rate: String) -> bool {
        let other = self.rate != rate;
        self.rate = rate;
        other
    }

    /// Falls silent, before the sentence that was being said. Pausing in its middle fails on Android.
    pub(super) fn pause(&mut self) {
        self.turn += 1;
        self.speech.cancel();
    }

    fn show(&mut self) {
        let Some(range) = self.sentences.get(self.at).and_then(|sentence| range(&self.document, sentence))
        else {
            return;
        };
        highlight::show(&self.window, &self.document, Some(&range));
        if self.followed && !self.is_in_view(&range) {
            scroll_to(&self.window, &range);
        }
    }

    fn is_in_view(&self, range: &Range) -> bool {
        let (place, height) = (range.get_bounding_client_rect(), self.window.inner_height());
        let height = height.ok().and_then(|height| height.as_f64()).unwrap_or_default();
        place.bottom() > 0.0 && place.top() < height
    }
}

impl Drop for Aloud {
    fn drop(&mut self) {
        self.speech.cancel();
        highlight::show(&self.window, &self.document, None);
    }
}

fn range(document: &Document, sentence: &Sentence) -> Option<Range> {
    let range = document.create_range().ok()?;
    let (from, to) = (&sentence.from, &sentence.to);
    // A page may have changed since; then it is read without.
    range.set_start(&from.0, from.1).ok()?;
    range.set_end(&to.0, to.1).ok()?;
    Some(range)
}

fn scroll_to(window: &Window, range: &Range) {
    let element = range.start_container().ok().and_then(|node| node.parent_element());
    let still = window.match_media("(prefers-reduced-motion:reduce)").ok().flatten();
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Center);
    how.set_behavior(if still.is_some_and(|query| query.matches()) {
        ScrollBehavior::Instant
    } else {
        ScrollBehavior::Smooth
    });
    if let Some(element) = element {
        element.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

/// Gathers sentences, paragraph by paragraph.
#[derive(Default)]
struct Collected {
    /// The paragraph so far.
    text: String,
    /// Its pieces: the text node and the byte at which it begins.
    pieces: Vec<(Node, usize)>,
    sentences: Vec<Sentence>,
}

impl Collected {
    /// Ends a paragraph.
    fn end(&mut self) {
        for found in sentences(&self.text) {
            let text = self.text.get(found.clone()).unwrap_or_default();
            let start = found.start + (text.len() - text.trim_start().len());
            let end = start + text.trim().len();
            if let (Some(from), Some(to)) = (self.place(start, true), self.place(end, false)) {
                let words: Vec<_> = text.split_whitespace().collect();
                self.sentences.push(Sentence { text: words.join(" "), from, to });
            }
        }
        self.text.clear();
        self.pieces.clear();
    }

    /// Where the byte `at` of the paragraph stands in the page; a sentence may begin where a piece does, and end there.
    fn place(&self, at: usize, begins: bool) -> Option<Place> {
        let mut before = self.pieces.iter().rev();
        let (node, start) = before.find(|(_, start)| *start < at || (begins && *start == at))?;
        let units = self.text.get(*start..at)?.encode_utf16().count();
        Some((node.clone(), u32::try_from(units).ok()?))
    }
}

impl Reader for Collected {
    fn text(&mut self, node: &Node, text: &str) {
        self.pieces.push((node.clone(), self.text.len()));
        self.text.push_str(text);
    }

    fn open(&mut self, _: &Element, _: &str, kind: Kind) {
        if kind == Kind::Block {
            self.end();
        }
    }

    fn close(&mut self, _: &str, kind: Kind) {
        if kind == Kind::Block {
            self.end();
        }
    }
}
