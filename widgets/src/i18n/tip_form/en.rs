//! In English.

use super::{Framed, TipForm};

pub(super) static TIP_FORM: TipForm = TipForm {
    exit: "Exit this page quickly",
    exit_hint: "Opens another page at once.",
    exit_keys: "or press Shift three times",
    danger: "In danger now? Call at once:",
    danger_body: "What is sent here may have to wait to be read.",
    first: (
        "Before you start",
        [
            "You need not say who you are, and need no account and no proof. Say what you know; everything else may stay empty. Honest mistakes do no harm; only a knowingly false report is punished by law.",
            "We do not keep your network address, your device's details or the exact time: only the day and the hour, not the minute.",
            "If somebody watches your device, use another, or open this page in a private window. To leave at once, press “Exit this page quickly”; your browsing history still lists this page until you delete it.",
        ],
    ),
    helps: (
        "What helps",
        [
            "What, where, when, who: whatever you know.",
            "Number plates, telephone numbers, bank accounts, web addresses.",
            "Pictures, videos, recordings, screenshots. Take no risk to get them.",
        ],
    ),
    after: (
        "What happens next",
        [
            "You get a code. Keep it safe: only it opens the answer, and nobody can restore it.",
            "The police register your report, check it and deal with it as the law requires, which may take some months. After a few days, use your code to see where it stands, read the answer or add something.",
        ],
    ),
    kept: (
        "Look again from time to time: reports and answers are kept for ",
        " days after the last entry, then deleted.",
    ),
    formal: (
        "This is not an official crime report",
        "It is information about a crime. The police must receive and check it all the same, even without your name, if it is specific. To make an official report and be told the outcome in writing, give your name and address, in person or in writing, to: ",
    ),
    comeback: "Already sent something? See the answer with your code",
    steps: [
        "What happened?",
        "When and where?",
        "Who did it, and how do you know?",
        "Pictures, videos, recordings",
        "How to reach you",
    ],
    required: " (required)",
    fields: [
        ("Tell what happened", "In your own words, 10 to 20,000 characters."),
        ("Kind of crime", ""),
        ("Time", "For example: Saturday evening, about 9; or: for some months."),
        ("Place", "For example: house, lane, village, commune; or a web site or Zalo group."),
        ("Is it still going on?", ""),
        ("Who did it", "Name, nickname, looks, vehicle, telephone number, bank account."),
        ("How do you know?", ""),
        (
            "If you like, say how to reach you",
            "If you leave it empty, the police answer only through your code. To stay unknown, check your story, pictures and recordings too: a name, a voice or where you stood can give you away.",
        ),
        (
            "Choose files",
            "Pictures, video, sound or PDF. At most 10 files, 25 MB each, 100 MB in all. File names are replaced; location, device and other hidden details are removed where the kind of file allows it.",
        ),
    ],
    not_said: "Not chosen",
    known: [
        "I saw or heard it myself",
        "It happened to me",
        "Somebody told me",
        "I saw it online",
        "In another way",
    ],
    ongoing: ["Yes", "No, it has stopped", "I do not know"],
    originals: "Keep the original files as evidence, with their hidden details (place, device…, which may tell who you are)",
    files_again: "For your safety, browsers do not keep chosen files. Please choose them again.",
    unclean: (
        "Nothing has been sent, because hidden information, which may reveal a place or a device, could not be removed from the files below. Leave them out when you choose your files again, or tick those whose originals you still want to send.",
        "Send the original: ",
    ),
    key: "It is encrypted with the unit's key. The key's fingerprint, by which to check that only the unit can open it:",
    key_link: "Compare the key",
    plain: "On this page nothing is encrypted on your device. When you send, the server sees the text for a moment, encrypts it, and only then stores it. Nothing readable is kept.",
    note: (
        "Your code: write it down before you send",
        "Only this code opens the answer, and nobody can restore it. It is not shown after you send, so that this device keeps no copy.",
    ),
    noted: (" Before you send, write down ", "the code at the top of the form", "."),
    send: "Send",
    pending: "Preparing to encrypt on your device… If this takes too long, use ",
    plain_link: "the plain page, where the server sees the text for a moment before it is encrypted",
    mend: "Not sent. Please correct the following:",
    busy: "Not received: the system is busy. What you wrote is still here; please send it again in a few minutes.",
    confirm: "What you sent before has arrived and keeps its code. To send the text below as well, write down the new code and press send once more.",
    renewed: "Not sent: the code shown before has expired, and a new one is below. Please write down the new code and press send once more. What you wrote is still here.",
    kept_here: "This page still holds what you wrote, and the browser may keep it on this device. If other people use this device, write in a private window.",
    sent: [
        "After you press send",
        "If you have just pressed send, what you sent has arrived.",
        "Your code is the one you wrote down before sending. It is not shown here, so that nobody who opens this page again can see it.",
    ],
    closed: (
        "No reports are taken online now",
        "The unit has no key yet to receive reports safely. Call 113 in danger, or go to: ",
    ),
    return_title: "See the answer",
    receipt: (
        "Code",
        "21 letters and digits, like ABCDE-FGHJK-MNPQR-STVWX-Y. Capital or small letters, with or without hyphens.",
    ),
    return_plain: "On this page the server uses your code for a moment to open the answer for you, and forgets it at once. The browser, however, may keep the code and the answer on this device: if other people use it, open this page in a private window.",
    message: ("Send more", "What would you like to add?"),
    new: "Report something else",
    keys_title: "Keys for reports",
    keys_body: "Reports are encrypted with the public key below; only the unit has the secret key. If the fingerprint in the form differs from the one printed at the unit's office, do not send: tell the unit in person, or call 113 in danger.",
    key_parts: ["Name of the key", "Public key (age)", "Fingerprint (SHA-256)"],
    frame_link: "Open the form on a page of its own",
    framed: Framed {
        no_script: "Your browser does not run JavaScript, so nothing can be sent from this frame. Please use ",
        link: "the form's own page",
        address: "If the link does not open, copy this address into your browser: ",
    },
};
