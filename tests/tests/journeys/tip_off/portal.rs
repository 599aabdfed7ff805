//! What a portal around the form gets to know of it: the same, whether a tip was sent or given up
//! at any step.

use super::form::{ACCOUNT, STEPS, until_live, until_step};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::{everywhere, journey::journey, page::Page, world::World};

const PORTAL: &str = "/modern/bao-tin";
/// Where a citizen may give up: at the guidance, at each step.
const GIVEN_UP: usize = STEPS.len();
/// All steps, and sent.
const SENT: usize = GIVEN_UP + 1;

/// Notes all that a hostile portal can: what happens to its window, its document and the frame, and
/// whatever state of these can be read, each time a screen is drawn. The element is put in anew, so
/// that the frame is watched from before its first request.
const RECORD: &str = "
    const begun = performance.now(), entries = history.length, counts = {}, states = new Set();
    const count = (name) => { counts[name] = (counts[name] || 0) + 1; };
    const old = document.querySelector('tt-tip-off'), element = document.createElement('tt-tip-off');
    let frame = null, loads = 0;
    for (const name of ['message', 'messageerror', 'hashchange', 'popstate', 'pagehide', 'beforeunload', 'resize', 'blur', 'focus',
        'focusin', 'focusout', 'keydown', 'keyup', 'input', 'beforeinput', 'paste', 'copy', 'submit', 'securitypolicyviolation', 'error'])
        addEventListener(name, () => count(name), true);
    for (const name of ['visibilitychange', 'selectionchange', 'scroll']) document.addEventListener(name, () => count(name), true);
    const look = () => {
        const found = element.shadowRoot && element.shadowRoot.querySelector('iframe');
        if (found && found !== frame) {
            frame = found;
            frame.addEventListener('load', () => loads++);
            new ResizeObserver(() => count('frame resized')).observe(frame);
            new ResizeObserver(() => count('page resized')).observe(document.documentElement);
        }
        const box = frame && frame.getBoundingClientRect();
        if (frame && loads) states.add(JSON.stringify({
            entries: history.length - entries, frames: frames.length, within: frame.contentWindow.length, loads,
            frame: [box.top, box.left, box.width, box.height], attributes: [...frame.attributes].filter((one) => !one.name.startsWith('cd_')).map((one) => one.name + '=' + one.value), scrolled: [scrollX, scrollY],
            page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight], address: location.href,
            loaded: performance.getEntriesByType('resource').filter((one) => one.startTime >= begun).map((one) => one.name).sort(),
            focused: document.activeElement === element, title: document.title,
        }));
        requestAnimationFrame(look);
    };
    old.replaceWith(element);
    look();
    window.watching = () => {
        // As a reader has it who has scrolled on a little: of the frame the lower part is seen.
        scrollTo(0, frame.getBoundingClientRect().top + scrollY + 120);
        const drawn = () => new Promise(requestAnimationFrame);
        return drawn().then(drawn).then(() => { states.clear(); for (const name in counts) delete counts[name]; });
    };
    window.seen = () => JSON.stringify({ counts, states: [...states] }, null, 1);
";

/// Goes on from a step, as Enter on the button does: a driver that presses scrolls the portal by
/// itself.
async fn go_on(page: &Page<'_>) -> Result<()> {
    page.run("q('.go button.send').click()").await
}

/// The trace of a citizen who begins, takes `steps` and then leaves it alone.
async fn trace(world: &World, page: &Page<'_>, steps: usize) -> Result<String> {
    let portal = page.at("tt-tip-off");
    portal.open(&world.portal(PORTAL)).await?;
    portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
    portal.run(RECORD).await?;
    portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
    portal.run("q('iframe').scrollIntoView({ block: 'center' })").await?;
    portal.find_in("iframe").await?.enter_frame().await?;
    until_live(page).await?;
    // Only a press lets a frame have the focus.
    page.click("h1").await?;
    page.run("q('.go button.send').focus({ preventScroll: true })").await?;
    page.until("focused() === q('.go button.send')").await?;
    page.enter_default_frame().await?;
    portal.run("window.isWatching = watching().then(() => { window.isWatching = true; })").await?;
    portal.until("window.isWatching === true").await?;
    portal.find_in("iframe").await?.enter_frame().await?;
    for (step, heading) in (1..=steps).zip(STEPS) {
        go_on(page).await?;
        until_step(page, heading).await?;
        if step == 1 {
            // Refused first, then written.
            go_on(page).await?;
            page.until("shown('#tt-e-account') && focused() === q('#tt-account')").await?;
            page.js_with::<Value>("q('#tt-account').value = given", ACCOUNT.into()).await?;
        }
        if step == 2 {
            page.run("q('.go button.quiet').click()").await?;
            until_step(page, STEPS[0]).await?;
            go_on(page).await?;
            until_step(page, heading).await?;
        }
    }
    if steps == SENT {
        go_on(page).await?;
        page.until("shown('.receipt h2') && focused() === q('.receipt h2')").await?;
    }
    // What is heard late is heard by now.
    page.run("window.drawn = 0; const draw = () => ++drawn < 20 && requestAnimationFrame(draw); draw()")
        .await?;
    page.until("window.drawn === 20").await?;
    page.enter_default_frame().await?;
    portal.js("seen()").await
}

#[tokio::test]
async fn a_tip_that_was_sent_looks_like_one_that_was_given_up_at_any_step() -> Result<()> {
    journey(async |world, page| {
        page.size(1280, 700).await?;
        let sent = trace(world, page, SENT).await?;
        world.until(|all| all.iter().any(|one| one.kind == "tip.created")).await?;
        for steps in (0..=GIVEN_UP).rev() {
            let given_up = trace(world, page, steps).await?;
            ensure!(given_up == sent, "given up after {steps} steps:\n{given_up}\nsent:\n{sent}");
        }
        ensure!(world.deliveries().await?.len() == 1, "only one was sent");
        let seen: Value = serde_json::from_str(&sent)?;
        let [state] = seen["states"].as_array().context("no states")?.as_slice() else {
            anyhow::bail!("what can be read has changed: {sent}")
        };
        let state: Value = serde_json::from_str(state.as_str().unwrap_or_default())?;
        // The lesser of 840 px and 90svh.
        let height = page.js::<f64>("0.9 * innerHeight").await?.min(840.0);
        ensure!((state["frame"][3].as_f64().context("no height")? - height).abs() < 1.0, "{state}");
        Ok(())
    })
    .await
}

everywhere!(the_form_cannot_be_read_and_tells_nothing);
async fn the_form_cannot_be_read_and_tells_nothing(world: &mut World, page: &Page<'_>) -> Result<()> {
    let portal = page.at("tt-tip-off");
    portal.open(&world.portal(PORTAL)).await?;
    portal.until("host.getAttribute('state') === 'live' && q('iframe')").await?;
    let read = "(() => { try { return q('iframe').contentWindow.document.body.innerText; } catch (error) { return error.name; } })()";
    portal.until(&format!("{read} === 'SecurityError'")).await
}
