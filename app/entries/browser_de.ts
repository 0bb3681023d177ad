/** The page for browsers, in German. */

import { openInBrowser } from "../browser.tsx";
import { deFirst } from "../words/de/mod.ts";

openInBrowser("de", deFirst);
