//! `age` asks this macro for what it says of an error, in the language that its caller chose of five. Nobody reads that here: tips
//! and replies that do not open are told by the widgets. Its dictionary and what reads it would be a quarter of the code that
//! opens replies in a citizen's browser, and are never referred to without the macro.

/// The message's name, `err-stream-last-chunk-empty` for one.
#[macro_export]
macro_rules! fl {
    ($loader:expr, $message:literal $(, $argument:expr)* $(,)?) => {
        ::std::string::String::from($message)
    };
}
