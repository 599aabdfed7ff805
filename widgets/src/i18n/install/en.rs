//! English.

use super::{Install, Paste, Recipe};
use tt_contract::unfetched::Unfetched;

pub(super) static INSTALL: Install = Install {
    title: "Put the widgets into your portal",
    intro: "One line pasted into a portal brings all of the unit's widgets. Here you choose them, copy the line, try it, and check the portal once it is pasted.",
    choose: "1. Choose",
    widgets: "Widgets",
    language: "Language",
    language_of_page: "The page's own",
    languages: ["Vietnamese", "English"],
    look: "Colours",
    looks: ["Light", "Dark", "As the reader's device is set"],
    dock: "Place",
    docks: [
        "A button in the lower right corner",
        "A button in the lower left corner",
        "A button in the upper right corner",
        "A button in the upper left corner",
        "No button: I place each widget in the page",
    ],
    pin: "Pin one release, with its integrity",
    pin_hint: "Only where the portal's security rules ask for it: the portal stays with this release until you paste anew, and an old release is kept for a while only.",
    update: "Update the snippet",
    updated: "Snippet and preview are updated.",
    snippet: "2. Copy and paste",
    snippet_hint: "Paste it as it is into the template that all pages share, just before `</body>`. If you place widgets yourself, paste the first line into the template and the others where the widgets are to be.",
    paint: "A line for the head of the page (optional)",
    paint_hint: "Somebody who has chosen large text may see small text for a moment on each new page. To rule that out, paste this line too into `<head>`, before the style sheets. If the portal has a content security policy, add to `script-src` the value",
    copy: "Copy",
    copied: "Copied.",
    not_copied: "The browser does not allow copying. The text is selected; press Ctrl+C.",
    preview: "3. Try it",
    preview_hint: "These are the real widgets: a rating or a report sent from here goes to the unit. Do not send a report as a test.",
    sample: "Sample page",
    sample_text: [
        "This is a sample page with exactly the snippet above. On your portal the widgets will look as they do here.",
        "In an emergency, call 113.",
    ],
    policy: "4. Content security policy (CSP)",
    policy_hint: "Only if the portal sends a Content-Security-Policy header. Add these to the directives it has, and take nothing out:",
    policy_types: "If the portal has `require-trusted-types-for 'script'`, add:",
    recipes: "5. How to paste it in each system",
    all_recipes: &[
        Recipe {
            name: "WordPress",
            paste: Some(Paste::Guarded),
            steps: &[
                "Sign in as an administrator. Under Plugins → Add New Plugin install and activate WPCode (Insert Headers and Footers), or use the theme's own field for code in the footer.",
                "Under Code Snippets → Header & Footer paste the line at the end of this recipe into Footer and press Save Changes. It carries the marks by which WP Rocket, LiteSpeed Cache, Autoptimize and Cloudflare neither delay nor combine it.",
                "If you place widgets yourself: add a Custom HTML block to the post or page and paste the `<tt-…>` elements there.",
                "Clear the cache of the speed plug-in, then check in step 6.",
                "If the script is still delayed, add the line `{host}` to the exclusions. WP Rocket: File Optimization → Excluded JavaScript Files (under both Load JavaScript deferred and Delay JavaScript execution). LiteSpeed Cache: Page Optimization → Tuning → JS Excludes and JS Deferred / Delayed Excludes. Autoptimize: Exclude scripts from Autoptimize.",
            ],
        },
        Recipe {
            name: "SharePoint",
            paste: Some(Paste::Statement),
            steps: &[
                "SharePoint Server (classic pages): open the site in SharePoint Designer, go to Master Pages, open the .master page in use, paste the snippet of step 2 just before `</body>`, save, and Publish a Major Version.",
                "For one classic page only: Edit Page → Insert → Web Part → Media and Content → Script Editor, press Edit Snippet and paste the snippet of step 2.",
                "SharePoint Online (modern pages) takes no pasted script. Have a developer make an SPFx Application Customizer with the statement at the end of this recipe in `onInit`.",
                "Since March 2026 SharePoint Online runs scripts from trusted sources only. An administrator adds `{edge}` to Script sources in the SharePoint admin center, or runs `Add-SPOContentSecurityPolicy -Source {edge}`.",
            ],
        },
        Recipe {
            name: "Liferay",
            paste: Some(Paste::Statement),
            steps: &[
                "Liferay 7.4 or DXP: open Site Menu → Site Builder → Pages.",
                "Press Options (⋮) → Configuration; where private pages are in use, the gear of Public Pages.",
                "Open JavaScript, paste the statement at the end of this recipe and press Save. This field takes JavaScript, not a `<script>` element.",
                "If you place widgets yourself: add an HTML fragment to the page and paste the `<tt-…>` elements. They keep working when Liferay changes pages without reloading.",
            ],
        },
        Recipe {
            name: "DotNetNuke (DNN)",
            paste: None,
            steps: &[
                "For one page: Persona Bar → Content → Pages, choose the page, go to Advanced → SEO, paste the snippet into Page Header Tags (at most 500 characters) and press Save.",
                "For the whole portal: open the .ascx file of the skin in use under `Portals/_default/Skins/`, paste the snippet at its end and save.",
                "If you place widgets yourself: add an HTML module, open Edit Content, switch to Source and paste the `<tt-…>` elements.",
                "Go to Settings → Servers → Clear Cache, then check in step 6.",
            ],
        },
        Recipe {
            name: "HTML by hand",
            paste: None,
            steps: &[
                "Open the shared template (or each page) in an editor, and keep it in UTF-8.",
                "Paste the snippet just before `</body>`, or at the end of a page that has none.",
                "Upload the file, open the page by its https address and check it in step 6.",
            ],
        },
    ],
    check: "6. Check my portal",
    check_hint: "Type the address of a page with the snippet. The server fetches it once, reads its HTML and headers, and says what is right and what to change. Nothing is kept.",
    address: "Address of the page",
    listed: "Only pages on the unit's listed addresses can be checked:",
    check_now: "Check",
    found: "What was found at ",
    verdicts: [
        "Something must be changed before the widgets work.",
        "The widgets work; something could be better.",
        "Everything is right.",
    ],
    levels: ["Must change", "Should change", "Right"],
    not_checked: "Could not be checked",
    busy: "There have been too many checks. Please try again in a minute.",
    failed: "Something failed on our side. Please try again in a few minutes.",
    links: "To use without pasting",
    links_hint: "These addresses work at once on a fan page, a Zalo page or in a QR code:",
    print: "Sheet of hotlines to print",
    vcard: "Hotlines for a telephone's contacts (vCard)",
};

pub(super) const fn unfetched(unfetched: Unfetched) -> &'static str {
    match unfetched {
        Unfetched::Malformed => {
            "This is not the address of a web page. Please type all of it, such as https://congan.tentinh.gov.vn/trang-chu."
        }
        Unfetched::NotListed => {
            "This address is not among the unit's listed ones, so the page was not fetched. If the portal has a new address, ask the operator to add it."
        }
        Unfetched::RedirectNotListed => {
            "The page redirects to an address that is not among the unit's listed ones, so the check stopped there."
        }
        Unfetched::TooManyRedirects => {
            "The page redirects too often. Please type the last address that the browser shows."
        }
        Unfetched::Unreachable => {
            "The portal cannot be reached. Please see whether it opens from the internet, and whether its https certificate is valid."
        }
        Unfetched::Timeout => {
            "The portal answers too slowly (over 10 seconds). Please try again, or look at the portal's server."
        }
        Unfetched::NotHtml => {
            "This address does not answer with an HTML page. Please type the address of a page, not of a file or picture."
        }
        Unfetched::TooLarge { .. } => {
            "The page is larger than 1 MB and cannot be checked. On a phone it takes very long too; please make it smaller."
        }
    }
}
