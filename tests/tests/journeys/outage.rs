//! What fails between a rater and the unit is made up for.

use anyhow::Result;
use demo::unit::Mode;
use serde_json::json;
use tests::{
    journey::journey,
    world::{Delivery, Form, UNIT, World},
};

/// Notes each submission that the page sends.
const NOTE_SENDING: &str = "
    const fetch = window.fetch;
    window.sentIds = [];
    window.fetch = (what, init, ...rest) => {
        if (init && init.method === 'POST') window.sentIds.push(new URLSearchParams(init.body).get('id'));
        return fetch(what, init, ...rest);
    };
";

#[tokio::test]
async fn without_a_network_it_waits_and_is_sent_once_when_there_is_one() -> Result<()> {
    journey(async |world, page| {
        let article = world.article()?.to_owned();
        page.before_each_page(NOTE_SENDING).await?;
        page.open(&world.portal(&article)).await?;
        page.until_live().await?;
        page.choose(4).await?;
        page.comment("Giữa đường mất mạng").await?;
        page.offline(true).await?;
        page.send().await?;
        page.until("text('.message').startsWith('Chưa gửi được vì mất kết nối')").await?;
        assert_eq!(page.js::<String>("q('textarea').value").await?, "Giữa đường mất mạng");
        assert!(page.js::<bool>("q('input[value=\"4\"]').checked").await?);
        assert!(world.deliveries().await?.is_empty());

        page.offline(false).await?;
        page.until_thanked().await?;
        let ids: Vec<String> = page.js("window.sentIds").await?;
        assert!(ids.len() >= 2 && ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
        assert_eq!(
            world.only_delivery().await?,
            json!({ "unit": UNIT, "page": article, "level": 4, "lang": "vi", "comment": "Giữa đường mất mạng" })
        );
        Ok(())
    })
    .await
}

/// The levels of all ratings, lowest first: a mailbox keeps no order of arrival.
fn levels(all: &[Delivery]) -> Vec<Option<u64>> {
    let mut levels: Vec<_> = all.iter().map(|delivery| delivery.data["level"].as_u64()).collect();
    levels.sort_unstable();
    levels
}

async fn delivered_after(mode: Mode) -> Result<()> {
    let world = World::new()?;
    world.endpoint(mode).await?;
    for level in [2, 3] {
        let answer = world.rate(&Form::new(level)?.page("/bai")).await?;
        assert_eq!(answer.status(), 202);
    }
    world.attempted().await?;
    assert!(world.deliveries().await?.iter().all(|delivery| !delivery.accepted));
    world.endpoint(Mode::Ok).await?;
    let all = world.settled().await?;
    assert_eq!(levels(&all), [Some(2), Some(3)], "each once");
    assert!(all.iter().all(|delivery| delivery.verified));
    assert!(all[0].attempts >= 2);
    Ok(())
}

#[tokio::test]
async fn an_endpoint_that_failed_gets_everything_once_it_is_well() -> Result<()> {
    delivered_after(Mode::Error).await
}

#[tokio::test]
async fn an_endpoint_that_cut_its_connections_gets_everything_once_it_is_well() -> Result<()> {
    delivered_after(Mode::Reset).await
}

#[tokio::test]
async fn an_endpoint_that_never_answered_gets_everything_once_it_is_well() -> Result<()> {
    delivered_after(Mode::Timeout).await
}

#[tokio::test]
async fn a_worker_killed_between_answer_and_delivery_delivers_once_when_it_is_back() -> Result<()> {
    journey(async |world, page| {
        world.endpoint(Mode::Error).await?;
        let article = world.article()?.to_owned();
        page.before_each_page(NOTE_SENDING).await?;
        page.open(&world.portal(&article)).await?;
        page.until_live().await?;
        page.choose(5).await?;
        page.send().await?;
        page.until_thanked().await?;
        world.attempted().await?;
        world.stack.edge.kill();
        world.endpoint(Mode::Ok).await?;
        world.stack.edge.restart()?;

        // As a browser that never heard the answer would.
        let id: String = page.js("window.sentIds[0]").await?;
        let again = Form::new(5)?.page(&article).with("id", &id);
        assert_eq!(world.rate(&again).await?.status(), 202);
        let other = again.with("level", "1");
        assert_eq!(world.rate(&other).await?.status(), 409);
        assert_eq!(
            world.only_delivery().await?,
            json!({ "unit": UNIT, "page": article, "level": 5, "lang": "vi" })
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost_when_the_worker_is_killed_at_once() -> Result<()> {
    let mut world = World::new()?;
    for round in 1..=3 {
        let form = Form::new(round)?;
        assert_eq!(world.rate(&form).await?.status(), 202);
        world.stack.edge.kill();
        world.stack.edge.restart()?;
        assert_eq!(world.rate(&form).await?.status(), 202);
    }
    let all = world.settled().await?;
    assert_eq!(levels(&all), [Some(1), Some(2), Some(3)]);
    Ok(())
}
