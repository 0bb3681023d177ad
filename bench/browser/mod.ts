/** The desk in a real browser, measured. */

export { DeskPage, launchChromium } from "./chromium.ts";
export { measureFirstRow, measureKeys, measureLiveUpdates, measureScrolling } from "./measure.ts";
export { ReferencePages } from "./reference_pages.ts";
