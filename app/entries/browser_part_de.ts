/** The second script of the page for browsers, in German. */

import { deFailures } from "../words/de/failures/mod.ts";
import { deSecond } from "../words/de/second/mod.ts";

export { browserPart as secondPart } from "../views/browser_part.tsx";
export const secondWords = { ...deSecond, ...deFailures };
