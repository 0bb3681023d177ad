/** The second script of the page for browsers, in English. */

import { enFailures } from "../words/en/failures/mod.ts";
import { enSecond } from "../words/en/second/mod.ts";

export { browserPart as secondPart } from "../views/browser_part.tsx";
export const secondWords = { ...enSecond, ...enFailures };
