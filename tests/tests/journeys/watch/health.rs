//! Live and ready are two questions.

use anyhow::Result;
use serde_json::Value;
use tests::world::World;

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
