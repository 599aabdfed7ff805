//! Ratings that come in the same moment are kept in one transaction: to write it to the disk costs as much as all else.
//! Nobody waits for a later moment, and nobody is answered before the transaction.

use super::{Failure, accept::Outcome};
use std::{
    cell::{OnceCell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use tt_contract::rating::Submission;

/// Most ratings in one transaction.
const MOST: usize = 64;

/// The ratings of one moment and what became of each.
#[derive(Default)]
struct Moment {
    ratings: RefCell<Vec<Submission>>,
    outcomes: OnceCell<Vec<Result<Outcome, Failure>>>,
    /// Who waits for that.
    wakers: RefCell<Vec<Waker>>,
}

impl Moment {
    /// What became of the rating at `place`, once that is known. Errors: why it was not kept.
    async fn outcome(&self, place: usize) -> Result<Outcome, Failure> {
        poll_fn(|cx| {
            let Some(outcomes) = self.outcomes.get() else {
                self.wakers.borrow_mut().push(cx.waker().clone());
                return Poll::Pending;
            };
            Poll::Ready(outcomes.get(place).copied().unwrap_or(Err(Failure::Call)))
        })
        .await
    }
}

/// Where the ratings of the moment gather.
#[derive(Default)]
pub(super) struct Together(RefCell<Rc<Moment>>);

impl Together {
    /// Joins the moment, and gives what became of `rating`. The first in it lets everybody in who is at the door (`moment`), and has all
    /// of them kept by `keep`; one timer is enough. Errors: those of `keep`.
    pub(super) async fn join(
        &self,
        rating: Submission,
        moment: impl Future<Output = ()>,
        keep: impl Fn(&[Submission]) -> Result<Vec<Outcome>, Failure>,
    ) -> Result<Outcome, Failure> {
        let (ours, place) = self.enter(rating);
        if place == 0 {
            let closing = Closing { together: self, moment: &ours };
            moment.await;
            closing.close(keep);
        }
        ours.outcome(place).await
    }

    fn enter(&self, rating: Submission) -> (Rc<Moment>, usize) {
        let mut current = self.0.borrow_mut();
        if current.ratings.borrow().len() >= MOST {
            *current = Rc::default();
        }
        let mut ratings = current.ratings.borrow_mut();
        ratings.push(rating);
        (Rc::clone(&current), ratings.len() - 1)
    }

    /// Who comes from now on comes in another moment.
    fn leave(&self, ours: &Rc<Moment>) {
        let mut current = self.0.borrow_mut();
        if Rc::ptr_eq(&current, ours) {
            *current = Rc::default();
        }
    }
}

/// A moment that its first has still to close. Should that one be given up before, the others hear that nothing was kept.
struct Closing<'a> {
    together: &'a Together,
    moment: &'a Rc<Moment>,
}

impl Closing<'_> {
    fn close(&self, keep: impl Fn(&[Submission]) -> Result<Vec<Outcome>, Failure>) {
        self.together.leave(self.moment);
        let ratings = self.moment.ratings.take();
        let outcomes = match keep(&ratings) {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            // One that cannot be kept must not take the others with it.
            Err(_) if ratings.len() > 1 => ratings.iter().map(|one| alone(one, &keep)).collect(),
            Err(failure) => vec![Err(failure)],
        };
        self.moment.outcomes.set(outcomes).ok();
    }
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.together.leave(self.moment);
        self.moment.outcomes.get_or_init(Vec::new);
        self.moment.wakers.take().into_iter().for_each(Waker::wake);
    }
}

fn alone(
    rating: &Submission,
    keep: impl Fn(&[Submission]) -> Result<Vec<Outcome>, Failure>,
) -> Result<Outcome, Failure> {
    keep(core::slice::from_ref(rating))?.first().copied().ok_or(Failure::Call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{FutureExt as _, future::join_all};
    use std::{cell::Cell, future::poll_fn, task::Poll};

    fn rating(n: u8) -> Submission {
        let id = tt_contract::id::SubmissionId::from_random([n; 16]);
        let json = serde_json::json!({ "id": id, "page": "/", "level": 1 + n % 5, "lang": "vi" });
        Submission::from_json(json.to_string().as_bytes()).unwrap()
    }

    /// Lets everybody else have a turn.
    async fn moment() {
        let mut passed = false;
        poll_fn(|cx| {
            if passed {
                return Poll::Ready(());
            }
            passed = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        std::iter::from_fn(|| Some(work.as_mut().now_or_never())).flatten().next().unwrap()
    }

    #[test]
    fn those_of_one_moment_are_kept_at_once_and_each_hears_its_own() {
        let (together, calls) = (Together::default(), Cell::new(Vec::new()));
        let keep = |ratings: &[Submission]| {
            let mut sizes = calls.take();
            sizes.push(ratings.len());
            calls.set(sizes);
            let odd = |one: &Submission| one.level.number() % 2 == 1;
            Ok(ratings.iter().map(|one| if odd(one) { Outcome::IdReused } else { Outcome::Kept }).collect())
        };
        let all = (0..100).map(|n| together.join(rating(n), moment(), keep));
        let outcomes = run(join_all(all));
        for (n, outcome) in (0_u8..).zip(outcomes) {
            let expected = if (1 + n % 5) % 2 == 1 { Outcome::IdReused } else { Outcome::Kept };
            assert_eq!(outcome, Ok(expected), "{n}");
        }
        assert_eq!(calls.take(), [64, 36]);
        assert_eq!(run(together.join(rating(1), moment(), keep)), Ok(Outcome::Kept));
        assert_eq!(calls.take(), [1], "a later moment is another");
    }

    #[test]
    fn one_that_cannot_be_kept_takes_no_other_with_it() {
        let together = Together::default();
        let keep = |ratings: &[Submission]| {
            let bad = ratings.iter().any(|one| one.id == rating(3).id);
            if bad { Err(Failure::Call) } else { Ok(vec![Outcome::Kept; ratings.len()]) }
        };
        let outcomes = run(join_all((0..6).map(|n| together.join(rating(n), moment(), keep))));
        for (n, outcome) in outcomes.into_iter().enumerate() {
            assert_eq!(outcome, if n == 3 { Err(Failure::Call) } else { Ok(Outcome::Kept) });
        }
    }

    #[test]
    fn those_whose_first_is_given_up_hear_that_nothing_was_kept() {
        let together = Together::default();
        let keep = |ratings: &[Submission]| Ok(vec![Outcome::Kept; ratings.len()]);
        let mut first = Box::pin(together.join(rating(1), std::future::pending(), keep));
        let mut second = Box::pin(together.join(rating(2), moment(), keep));
        assert!(first.as_mut().now_or_never().is_none() && second.as_mut().now_or_never().is_none());
        drop(first);
        assert_eq!(second.now_or_never(), Some(Err(Failure::Call)));
        assert_eq!(run(together.join(rating(3), moment(), keep)), Ok(Outcome::Kept));
    }
}
