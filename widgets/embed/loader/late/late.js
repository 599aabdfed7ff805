// What the loader fetches once something is on the page, or has failed: so that it stays small itself. It is kept by the
// browser's cache, and so is there also when the network is gone.

import { dock } from "./dock.js";
import { frame } from "./frame.js";
import { copyOf, explain, keepCopy } from "./shown.js";
import { why } from "./why.js";

document.currentScript.tt = { copyOf, dock, explain, keepCopy, "tip-off": frame, why };
