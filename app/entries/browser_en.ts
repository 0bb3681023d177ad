/** The page for browsers, in English. */

import { openInBrowser } from "../browser.tsx";
import { en } from "../words/en/mod.ts";

openInBrowser("en", en);
