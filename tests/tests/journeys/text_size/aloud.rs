//! Reading aloud. No engine on a machine without sound has a Vietnamese voice of its own, so that here a stand-in in the page
//! takes what is spoken; that a voice says it is for a person with a phone to hear. The rest is real: what is chosen to be
//! spoken, in which order, what is highlighted, and what the buttons do.

use super::{PIXEL, act, until_live};
use anyhow::Result;
use tests::{journey::journey, page::Page, world::World};

/// `speechSynthesis` with the voices in `window.voices`; what is said ends when the test says so.
const STAND_IN: &str = "
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const speech = new EventTarget();
    let now = null;
    speech.getVoices = () => window.voices || [];
    speech.speak = (one) => { now = one; window.said.push([one.text, one.rate, one.lang]); };
    speech.cancel = () => { const one = now; now = null; if (one) queueMicrotask(() => one.onerror({ error: 'canceled' })); };
    window.finish = () => { const one = now; now = null; one.onend({}); };
    window.fail = () => { const one = now; now = null; one.onerror({ error: 'synthesis-failed' }); };
    window.isSpeaking = () => !!now;
    window.give = (voices) => { window.voices = voices; speech.dispatchEvent(new Event('voiceschanged')); };
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
";
const VIETNAMESE: &str =
    "window.give([{ lang: 'en-US', localService: true }, { lang: 'vi-VN', localService: true }])";
const LISTENED_TO: &str = "q('[data-do=read]').checkVisibility({ visibilityProperty: true })";
/// The text under the highlight.
const MARKED: &str = "[...(CSS.highlights.get('tt-read') || [])].map(String).join('|')";

async fn last_said(page: &Page<'_>) -> Result<(String, f64, String)> {
    page.js("window.said[window.said.length - 1].map((value, at) => at === 1 ? Number(value) : value)").await
}

async fn until_heard<'a>(world: &World, page: &Page<'a>, path: &str) -> Result<Page<'a>> {
    page.before_each_page(STAND_IN).await?;
    let widget = until_live(world, page, path).await?;
    widget.run(VIETNAMESE).await?;
    widget.until(LISTENED_TO).await?;
    Ok(widget)
}

#[tokio::test]
async fn without_a_voice_of_the_devices_own_nothing_is_offered() -> Result<()> {
    journey(async |world, page| {
        // This machine has none.
        let widget = until_live(world, page, PIXEL).await?;
        assert!(!widget.js::<bool>(LISTENED_TO).await?);
        page.before_each_page(STAND_IN).await?;
        let widget = until_live(world, page, PIXEL).await?;
        let box_of = "JSON.stringify(q('.text-size').getBoundingClientRect())";
        let before: String = widget.js(box_of).await?;
        // A foreign voice, and one that would send the text away.
        widget.run("window.give([{ lang: 'en-US', localService: true }, { lang: 'vi-VN', localService: false }])").await?;
        assert!(!widget.js::<bool>(LISTENED_TO).await?);
        widget.run(VIETNAMESE).await?;
        widget.until(LISTENED_TO).await?;
        assert_eq!(widget.js::<String>(box_of).await?, before, "something moved");
        // An English article asks for an English voice.
        widget.run("document.querySelector('#bai-viet').lang = 'en'; window.give([{ lang: 'vi-VN', localService: true }])").await?;
        widget.until(&format!("!{LISTENED_TO}")).await?;
        widget.run("window.give([{ lang: 'en_US', localService: true }])").await?;
        widget.until(LISTENED_TO).await
    })
    .await
}

#[tokio::test]
async fn the_article_is_read_sentence_by_sentence() -> Result<()> {
    journey(async |world, page| {
        let widget = until_heard(world, page, PIXEL).await?;
        act(&widget, "read").await?;
        widget.until("shown('.reader')").await?;
        let sentences = [
            "Cảnh báo lừa đảo qua điện thoại",
            "Tin mới!",
            "Thời gian gần đây, nhiều người dân nhận được cuộc gọi tự xưng là cán bộ công an.",
            "Cơ quan công an không làm việc qua điện thoại.",
            "Hãy gọi 113 khi có nghi ngờ.",
            "Không cung cấp mã OTP.",
            "Không chuyển tiền theo yêu cầu.",
            "Xem thủ tục",
        ];
        for sentence in sentences {
            widget
                .until(&format!(
                    "window.said.length && window.said[window.said.length - 1][0] === {sentence:?}"
                ))
                .await?;
            assert_eq!(last_said(&widget).await?, (sentence.to_owned(), 1.0, "vi-VN".to_owned()));
            assert_eq!(widget.js::<String>(MARKED).await?, sentence);
            widget.run("window.finish()").await?;
        }
        widget.until(&format!("!shown('.reader') && {MARKED} === ''")).await?;
        assert_eq!(widget.js::<usize>("window.said.length").await?, sentences.len());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_pauses_goes_on_faster_and_stops() -> Result<()> {
    journey(async |world, page| {
        let widget = until_heard(world, page, PIXEL).await?;
        act(&widget, "read").await?;
        widget.until("window.said.length === 1").await?;
        widget.run("window.finish()").await?;
        widget.until("window.said.length === 2").await?;
        let (second, ..) = last_said(&widget).await?;
        act(&widget, "pause").await?;
        widget.until("!window.isSpeaking() && text('[data-do=pause]') === 'Đọc tiếp'").await?;
        // Said again from its start, since a voice cannot go on in the middle everywhere.
        act(&widget, "pause").await?;
        widget.until("window.said.length === 3 && text('[data-do=pause]') === 'Tạm dừng'").await?;
        assert_eq!(last_said(&widget).await?.0, second);
        widget.click("[name=tt-speed] option[value='1.5']").await?;
        widget.until("window.said.length === 4").await?;
        let (same, rate, _) = last_said(&widget).await?;
        assert_eq!((same, rate), (second, 1.5));
        widget.run("q('[data-do=stop]').focus()").await?;
        act(&widget, "stop").await?;
        widget
            .until("!window.isSpeaking() && !shown('.reader') && focused() === q('[data-do=read]')")
            .await?;
        assert_eq!(widget.js::<String>(MARKED).await?, "");
        assert_eq!(widget.js::<u32>("window.said.length").await?, 4);

        // A voice that fails says so and is silent.
        act(&widget, "read").await?;
        widget.until("window.isSpeaking()").await?;
        widget.run("window.fail()").await?;
        widget
            .until("text('.message') === 'Thiết bị chưa đọc được bài này. Hãy thử lại, hoặc cài giọng đọc trong phần Cài đặt của máy.' && !shown('.reader')")
            .await
    })
    .await
}

#[tokio::test]
async fn leaving_the_page_or_taking_the_widget_out_ends_it() -> Result<()> {
    journey(async |world, page| {
        let widget = until_heard(world, page, PIXEL).await?;
        act(&widget, "read").await?;
        widget.until("window.isSpeaking()").await?;
        widget.run("dispatchEvent(new PageTransitionEvent('pagehide'))").await?;
        widget.until("!window.isSpeaking() && !shown('.reader')").await?;
        act(&widget, "read").await?;
        widget.until("window.isSpeaking()").await?;
        widget.run("host.remove()").await?;
        page.until(&format!("!window.isSpeaking() && {MARKED} === ''")).await
    })
    .await
}

#[tokio::test]
async fn the_page_follows_the_voice_unless_the_reader_goes_elsewhere() -> Result<()> {
    journey(async |world, page| {
        page.media(&[("prefers-reduced-motion", "reduce")]).await?;
        page.before_each_page(STAND_IN).await?;
        let widget = until_live(world, page, world.article()?).await?;
        widget.run(VIETNAMESE).await?;
        widget.until(LISTENED_TO).await?;
        page.axe().await?;
        act(&widget, "read").await?;
        widget.until("shown('.reader')").await?;
        page.axe().await?;
        // The widget stands at the end of the page; the voice begins at its head.
        let in_view = "(() => { const [range] = CSS.highlights.get('tt-read'); const { top, bottom } = range.getBoundingClientRect(); return bottom > 0 && top < innerHeight; })()";
        widget.until(&format!("window.said.length === 1 && {in_view}")).await?;
        for said in 2..=12 {
            widget.run("window.finish()").await?;
            widget.until(&format!("window.said.length === {said} && {in_view}")).await?;
        }
        widget.run("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })").await?;
        widget.until(&format!("!{in_view}")).await?;
        let before: f64 = widget.js("scrollY").await?;
        widget.run("window.finish()").await?;
        widget.until("window.said.length === 13").await?;
        assert!((widget.js::<f64>("scrollY").await? - before).abs() < 1.0, "called back");
        Ok(())
    })
    .await
}
