//! In which encoding an answer goes out (RFC 9110, sections 12.4.2 and 12.5.3).

/// A content encoding that the edge has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `br`
    Brotli,
    /// `gzip`
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The token for `Content-Encoding`; identity has none.
    #[must_use]
    pub(crate) const fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The smallest of `offered` that `Accept-Encoding` likes best; identity where nothing else is accepted, because an
    /// answer that could be read is better than a 406.
    #[must_use]
    pub(crate) fn choose(offered: &[Self], accept: Option<&str>) -> Self {
        let Some(accept) = accept else { return Self::Identity };
        let mut best = (0, Self::Identity);
        for &encoding in offered {
            let weight = encoding.token().map_or(0, |token| weight_of(accept, token));
            if weight > best.0 {
                best = (weight, encoding);
            }
        }
        best.1
    }
}

fn weight_of(accept: &str, token: &str) -> u16 {
    let mut any = 0;
    for (name, weight) in weighted(accept) {
        if name.eq_ignore_ascii_case(token) {
            return weight;
        }
        if name == "*" {
            any = weight;
        }
    }
    any
}

/// The elements of a list header with their weights in thousandths; a weight that cannot be read is 0.
pub(crate) fn weighted(header: &str) -> impl Iterator<Item = (&str, u16)> {
    header.split(',').filter_map(|element| {
        let mut parts = element.split(';').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty())?;
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        Some((name, weight.map_or(1000, thousandths)))
    })
}

/// `qvalue`: `0` or `1`, with at most three decimals, and not above 1.
fn thousandths(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let right = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, right) {
        ("0", true) => format!("{decimals:0<3}").parse().unwrap_or(0),
        ("1", true) if decimals.bytes().all(|byte| byte == b'0') => 1000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    #[test]
    fn the_smallest_that_is_liked_best_is_chosen() {
        let choose = |accept| Encoding::choose(&ALL, Some(accept));
        assert_eq!(choose("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(choose("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(choose("br;q=0, gzip;q=0.001"), Encoding::Gzip);
        assert_eq!(choose("*"), Encoding::Brotli);
        assert_eq!(choose("*;q=0.5, br;q=0"), Encoding::Gzip);
        assert_eq!(choose("BR"), Encoding::Brotli);
        assert_eq!(choose("br;q=2"), Encoding::Identity);
        assert_eq!(choose(""), Encoding::Identity);
        assert_eq!(Encoding::choose(&ALL, None), Encoding::Identity);
        assert_eq!(Encoding::choose(&[Encoding::Gzip], Some("br, gzip")), Encoding::Gzip);
    }

    proptest! {
        #[test]
        fn no_header_panics(accept in ".{0,80}") {
            let _ = Encoding::choose(&ALL, Some(&accept));
        }
    }
}
