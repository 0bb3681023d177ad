/** The first frame of a page. */

import { signal } from "@preact/signals";

/** True until the subjects of the first tickets are on screen: the other cells take the browser as long again. */
export const isFirstFrame = signal(false);
