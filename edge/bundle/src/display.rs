//! Progress as a person wants to see it: a spinner on a terminal, plain lines elsewhere.

use std::{
    cell::RefCell,
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// Steps shorter than this leave no line behind on a terminal.
const WORTH_A_LINE: Duration = Duration::from_secs(1);

/// Shows on standard error what is being done. On a terminal a step that took more than a second stays as a line.
pub struct Display {
    spinner: Option<ProgressBar>,
    step: RefCell<Option<(String, Instant)>>,
}

impl Display {
    /// A display with nothing on it yet.
    #[must_use]
    pub fn new() -> Self {
        let spinner = stderr().is_terminal().then(|| {
            let spinner = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed:>4} {wide_msg}") {
                spinner.set_style(style);
            }
            spinner.enable_steady_tick(Duration::from_millis(120));
            spinner
        });
        Self { spinner, step: RefCell::new(None) }
    }

    /// A step begins; the one before it is over.
    pub fn step(&self, name: &str) {
        self.end_step();
        match &self.spinner {
            Some(spinner) => {
                spinner.reset_elapsed();
                spinner.set_message(name.to_owned());
            }
            None => eprintln!("… {name}"),
        }
        self.step.replace(Some((name.to_owned(), Instant::now())));
    }

    fn end_step(&self) {
        if let (Some(spinner), Some((name, begun))) = (&self.spinner, self.step.take())
            && begun.elapsed() >= WORTH_A_LINE
        {
            spinner.println(format!("✓ {:>3}s {name}", begun.elapsed().as_secs()));
        }
    }
}

impl Default for Display {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.end_step();
        if let Some(spinner) = &self.spinner {
            spinner.finish_and_clear();
        }
    }
}
