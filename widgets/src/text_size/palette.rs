//! The colours of a look, and the rules that put them on any page. Pure.

/// Colours that go together, as CSS writes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    scheme: &'static str,
    ground: &'static str,
    ink: &'static str,
    soft: &'static str,
    line: &'static str,
    wash: &'static str,
    wrong: &'static str,
    accent: &'static str,
}

pub(super) const LIGHT: Palette = Palette {
    scheme: "light",
    ground: "#fff",
    ink: "#1b2026",
    soft: "#4d5763",
    line: "#77818c",
    wash: "#f3f5f7",
    wrong: "#b00020",
    accent: "#0b4ea2",
};

pub(super) const DARK: Palette = Palette {
    scheme: "dark",
    ground: "#161a20",
    ink: "#eef1f4",
    soft: "#b9c2cc",
    line: "#8a95a1",
    wash: "#222830",
    wrong: "#ff9c9c",
    accent: "#9ecbff",
};

pub(super) const HIGH: Palette = Palette {
    scheme: "dark",
    ground: "#000",
    ink: "#fff",
    soft: "#fff",
    line: "#fff",
    wash: "#000",
    wrong: "#ffb4b4",
    accent: "#ff0",
};

/// Text, lines and links take the palette's colours. So do grounds, but of what stands inside a line and of what is empty,
/// which may be a picture, or lie over one; gradients and pictures behind text go, since no colour can be read on all of them.
/// Links within a text, which may have been known by their colour alone, are underlined.
const RULES: &str = "\
html{color-scheme:var(--tt-c-scheme)!important;background:var(--tt-c-ground)!important}\
body,body *{color:var(--tt-c-ink)!important;border-color:var(--tt-c-line)!important;text-shadow:none!important}\
body,body :not(:empty):not(a):not(span):not(b):not(strong):not(i):not(em):not(u):not(small):not(label):not(font)\
:not(svg):not(picture):not(video):not(object){background-color:var(--tt-c-ground)!important}\
body,body :not(:empty){background-image:none!important}\
body a:not(:empty),body span:not(:empty),body b,body strong,body i:not(:empty),body em,body u,body small,body label,body font\
{background-color:transparent!important}\
body input,body select,body textarea{background-color:var(--tt-c-wash)!important}\
body ::before,body ::after,body ::marker{color:inherit!important}\
body ::placeholder{color:var(--tt-c-soft)!important;opacity:1!important}\
body a[href],body a[href] *{color:var(--tt-c-accent)!important}\
body p a[href]{text-decoration:underline!important}\
body :focus-visible{outline:3px solid var(--tt-c-accent)!important}";

impl Palette {
    /// The colours as custom properties, and the rules. Where and when they hold is for the browser to say.
    pub(super) fn css(&self) -> String {
        let Self { scheme, ground, ink, soft, line, wash, wrong, accent } = self;
        format!(
            "html{{--tt-c-scheme:{scheme};--tt-c-ground:{ground};--tt-c-ink:{ink};--tt-c-soft:{soft};\
             --tt-c-line:{line};--tt-c-wash:{wash};--tt-c-wrong:{wrong};--tt-c-accent:{accent}}}{RULES}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let digits = colour.strip_prefix('#').unwrap();
        let per = digits.len() / 3;
        let channel = |n: usize| {
            let hex = digits[n * per..(n + 1) * per].repeat(3 - per);
            let value = f64::from(u8::from_str_radix(&hex, 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
    }

    fn ratio(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        assert!((ratio("#000", "#ffffff") - 21.0).abs() < 0.01);
        for (palette, least) in [(LIGHT, 4.5), (DARK, 4.5), (HIGH, 7.0)] {
            for ground in [palette.ground, palette.wash] {
                for text in [palette.ink, palette.soft, palette.wrong, palette.accent] {
                    assert!(ratio(text, ground) >= least, "{text} on {ground}: {}", ratio(text, ground));
                }
                assert!(ratio(palette.line, ground) >= 3.0, "{} on {ground}", palette.line);
            }
        }
    }
}
