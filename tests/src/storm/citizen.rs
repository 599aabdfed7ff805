//! One citizen after another: what each sends, as often as it takes.

use super::{
    chance::Chance,
    ledger::{Kind, Ledger},
    wire::{self, Letter, Sealed},
};
use anyhow::{Context, Result, bail};
use reqwest::Client;
use std::{fmt::Write as _, sync::atomic::Ordering, time::Duration};
use tokio::time::{Instant, sleep};
use tt_contract::{id::SubmissionId, tip::Receipt};

/// How long a citizen goes on trying.
const PATIENCE: Duration = Duration::from_mins(2);
/// Of a hundred ratings so many are given up when the first attempt brings no answer, like a page that is closed.
const CLOSED: u64 = 10;

/// Where citizens send, and what is noted.
pub(super) struct Sender<'a> {
    pub(super) http: &'a Client,
    pub(super) edge: &'a str,
    pub(super) ledger: &'a Ledger,
    /// Units that take ratings.
    pub(super) units: &'a [String],
    /// The one that takes tips.
    pub(super) tips: &'a str,
    pub(super) seed: u64,
}

impl Sender<'_> {
    /// Does what the `n`th citizen does. Errors: the edge refuses what is right, or never takes it.
    pub(super) async fn citizen(&self, n: u64) -> Result<()> {
        let mut chance = Chance::new(self.seed, n + 1000);
        let unit = chance.one(self.units).context("no units")?.clone();
        let mark = |part: &str| format!("Bão {} số {n}, phần {part}", self.seed);
        match chance.below(100) {
            0..70 => self.rate(&mut chance, &unit, &mark("một"), None).await.map(drop),
            70..80 => {
                let first = self.rate(&mut chance, &unit, &mark("một"), None).await?;
                self.ledger.change(&mark("một"), &mark("hai"));
                self.rate(&mut chance, &unit, &mark("hai"), Some(first)).await.map(drop)
            }
            80..90 => {
                let (receipt, file) = (Receipt::from_random(chance.bytes()), chance.hits(30));
                self.tip(&mut chance, &receipt, &mark("tin"), file).await?;
                if chance.hits(50) {
                    let id = SubmissionId::from_random(chance.bytes());
                    let letter = wire::message(self.tips, &receipt, id, &mark("thêm"))?;
                    self.ledger.send(&mark("thêm"), self.tips, Kind::Message, None);
                    self.deliver(&mut chance, &mark("thêm"), &letter, false).await?;
                }
                Ok(())
            }
            _ => {
                let mark = mark("tin");
                let file = chance.hits(30).then(|| pdf(&mut chance));
                let form = self.open_form(&mut chance).await?;
                let letter = wire::plain_tip(self.tips, &form, &mark, file.as_deref())?;
                self.ledger.send(&mark, self.tips, Kind::Tip, file.as_deref().map(hash));
                self.deliver(&mut chance, &mark, &letter, false).await
            }
        }
    }

    async fn rate(
        &self,
        chance: &mut Chance,
        unit: &str,
        mark: &str,
        replaces: Option<SubmissionId>,
    ) -> Result<SubmissionId> {
        let id = SubmissionId::from_random(chance.bytes());
        let letter = wire::rating(chance, unit, id, mark, replaces)?;
        let closes = replaces.is_none() && chance.hits(CLOSED);
        self.ledger.send(mark, unit, Kind::Rating, None);
        self.deliver(chance, mark, &letter, closes).await?;
        Ok(id)
    }

    async fn tip(&self, chance: &mut Chance, receipt: &Receipt, mark: &str, file: bool) -> Result<()> {
        let content = file.then(|| pdf(chance));
        let sealed = content.as_deref().map(|content| Sealed::new(chance, content)).transpose()?;
        for piece in sealed.iter().flat_map(|sealed| sealed.letters(self.tips, receipt)) {
            self.insist(chance, &piece).await?;
        }
        let letter = wire::sealed_tip(self.tips, receipt, mark, sealed.as_ref())?;
        self.ledger.send(mark, self.tips, Kind::Tip, content.as_deref().map(hash));
        self.deliver(chance, mark, &letter, false).await
    }

    /// Sends what has a mark until it is acknowledged, or once where the page is `closed` then.
    async fn deliver(&self, chance: &mut Chance, mark: &str, letter: &Letter, closed: bool) -> Result<()> {
        if closed {
            if self.attempt(letter).await?.is_some() {
                self.ledger.acknowledge(mark);
            }
        } else {
            self.insist(chance, letter).await?;
            self.ledger.acknowledge(mark);
        }
        self.ledger.done.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    /// The page of the form without script.
    async fn open_form(&self, chance: &mut Chance) -> Result<String> {
        let url = format!("{}{}", self.edge, wire::form_path(self.tips));
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.http.get(&url).send().await {
                Ok(answer) if answer.status().is_success() => {
                    if let Ok(html) = answer.text().await {
                        return Ok(html);
                    }
                }
                _ if Instant::now() > deadline => bail!("the form was never had"),
                _ => {}
            }
            sleep(Duration::from_millis(50 + chance.below(300))).await;
        }
    }

    async fn insist(&self, chance: &mut Chance, letter: &Letter) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.attempt(letter).await?.is_none() {
            self.ledger.retries.fetch_add(1, Ordering::Relaxed);
            if Instant::now() > deadline {
                bail!("{} {} was never taken", letter.method, letter.path);
            }
            sleep(Duration::from_millis(50 + chance.below(300))).await;
        }
        Ok(())
    }

    /// One attempt; nothing where it is to be made again. Errors: it is refused.
    async fn attempt(&self, letter: &Letter) -> Result<Option<()>> {
        let Ok(answer) = letter.request(self.http, self.edge).send().await else { return Ok(None) };
        match answer.status().as_u16() {
            200..=299 | 303 => Ok(Some(())),
            429 | 503 => Ok(None),
            500..=599 => {
                self.ledger.failures.fetch_add(1, Ordering::Relaxed);
                Ok(None)
            }
            status => {
                let said = answer.text().await.unwrap_or_default();
                bail!("{} {} was refused: {status} {said:.400}", letter.method, letter.path)
            }
        }
    }
}

/// Something that calls itself a PDF, of up to 40 kB.
fn pdf(chance: &mut Chance) -> Vec<u8> {
    let length = 1_000 + usize::try_from(chance.below(40_000)).unwrap_or_default();
    let noise = std::iter::repeat_with(|| chance.bytes()).flatten();
    b"%PDF-1.7\n".iter().copied().chain(noise).take(length).collect()
}

/// As hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
