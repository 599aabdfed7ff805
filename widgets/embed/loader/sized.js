// What the loader fetches where a size is kept or can be chosen.

import { keep, steps } from "./size.js";

document.currentScript.tt = { keep, steps };
