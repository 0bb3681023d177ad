/** The page for browsers, in English. */

import { openInBrowser } from "../browser.tsx";
import { enFirst } from "../words/en/mod.ts";

openInBrowser("en", enFirst);
