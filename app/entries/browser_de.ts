/** The page for browsers, in German. */

import { openInBrowser } from "../browser.tsx";
import { de } from "../words/de/mod.ts";

openInBrowser("de", de);
