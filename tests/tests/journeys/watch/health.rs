//! Live and ready are two questions.

use anyhow::Result;
use serde_json::Value;
use tests::{
    scratch::Scratch,
    world::{Form, World},
};

async fn ask(world: &World, path: &str) -> Result<(u16, Value)> {
    let answer = world.http.get(world.edge(path)).send().await?;
    Ok((answer.status().as_u16(), serde_json::from_slice(&answer.bytes().await?)?))
}

#[tokio::test]
async fn it_is_ready_only_while_mailboxes_answer() -> Result<()> {
    let mut world = World::new()?;
    for path in ["/healthz", "/healthz/ready"] {
        let (status, said) = ask(&world, path).await?;
        assert_eq!((status, &said["status"]), (200, &"ok".into()), "{path}");
    }
    world.stack.edge.kill();
    super::spoil_mailboxes(&world)?;
    world.stack.edge.restart()?;
    assert_eq!(ask(&world, "/healthz").await?.0, 200, "live");
    let (status, said) = ask(&world, "/healthz/ready").await?;
    assert_eq!((status, &said["status"]), (503, &"no-mailbox".into()), "not ready");
    assert_eq!(ask(&world, "/healthz").await?.0, 200, "still live");
    let log = world.stack.edge.log();
    assert!(log.contains("not a database") && !log.contains("restart"), "the program itself goes on: {log}");
    Ok(())
}

#[tokio::test]
async fn without_its_files_it_is_not_ready_and_takes_ratings_all_the_same() -> Result<()> {
    let empty = Scratch::new()?;
    let world = World::with(|options| options.files = empty.path().to_owned())?;
    let (status, said) = ask(&world, "/healthz/ready").await?;
    assert_eq!((status, &said["status"]), (503, &"no-assets".into()));
    let (status, said) = ask(&world, "/tt.js").await?;
    assert_eq!((status, &said["code"]), (503, &"unavailable".into()));
    assert_eq!(world.rate(&Form::new(4)?).await?.status(), 202, "HTML and forms need none of them");
    Ok(())
}
