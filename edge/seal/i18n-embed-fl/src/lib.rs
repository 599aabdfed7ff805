//! `age` asks this macro for what it says of an error, in the language that its caller chose of five. Nobody reads that here: tips
//! and replies that do not open are told by the widgets and by `tt`. The dictionaries, and what interprets them, are linked only where
//! they are referred to, and would be two fifths of what opens replies in a citizen's browser.

/// The message's name, `err-stream-last-chunk-empty` for one.
#[macro_export]
macro_rules! fl {
    ($loader:expr, $message:literal $(, $argument:expr)* $(,)?) => {
        ::std::string::String::from($message)
    };
}
