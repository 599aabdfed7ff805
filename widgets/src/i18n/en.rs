//! English.

use super::{Page, Rating, RatingForm};

pub(super) static RATING: Rating = Rating {
    level_missing: "Choose how satisfied you are.",
    left: ("", " characters left"),
    over: ("", " characters too many"),
    comment_too_long: "The comment is longer than 1,000 characters. Please shorten it.",
    comment_forbidden: "The comment has a control character that cannot be accepted. Remove it and send again.",
    send: "Send rating",
    sending: "Sending…",
    send_again: "Send again now",
    unreachable: "Not sent yet: there is no connection. What you entered is kept and will be sent when the network is back.",
    busy: "Not received yet: the system is busy. What you entered is kept and will be sent again in a few minutes.",
    refused: "The system did not accept this rating. What you entered is kept; please check it and send again.",
    thanks: "Thank you for your rating",
    thanks_body: "Your rating has been recorded and will be passed on to the unit in charge of this page.",
    rated: "You have rated this page today",
    rated_body: "Each day, one rating of each page is counted from one device. You can change yours.",
    change: "Change rating",
};

pub(super) static RATING_FORM: RatingForm = RatingForm {
    question: "Are you satisfied with the information on this page?",
    levels: ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"],
    details: "Rate in detail (optional)",
    criteria: ["Interface", "Content", "Quality of service", "Support and answers"],
    not_rated: "Not chosen",
    comment: "Your comment (optional)",
    comment_hint: "Please leave out names, telephone numbers, identity numbers and other personal details. In an emergency, call 113.",
    privacy: "Ratings carry no identity: we do not keep your network address, your device's details or the exact time you sent it.",
    confirm: "Please press “Send rating” once more here to confirm. What you entered is kept.",
    mend: "The rating has not been sent. Please mend what is pointed out below.",
    changed: "This rating was sent before. To change it to what stands below, press “Send rating” once more.",
};

pub(super) static PAGE: Page = Page {
    rating_title: "Satisfaction rating",
    rated_page: "Page rated: ",
    rated_portal: "A rating of the unit's portal as a whole.",
    all_functions: "All interactive functions",
    other_language: "Tiếng Việt",
    go_back: "You can close this page or go back to the previous one.",
    problems: &[
        ("unknown-unit", "Unit not found", "No unit has this address. Please check the link."),
        ("unknown-widget", "This unit does not have this function", "See the unit's other functions."),
        ("not-found", "Page not found", "Please check the link."),
        (
            "foreign-origin",
            "Not accepted from this site",
            "The form came from a site that is not the unit's. You can rate here.",
        ),
        ("too-large", "Too much was sent", "Please go back and write less."),
        ("busy", "The system is busy", "Please try again in a few minutes."),
        ("", "That did not work", "Something failed on our side. Please try again in a few minutes."),
    ],
    emergency: "Emergency: 113 police · 114 fire · 115 ambulance · 111 child protection · 112 search and rescue",
    skip: "Skip to main content",
};
