/** Opening desks, and the demo. */

export { DEMO_WORDS, fillWithDemo } from "./demo.ts";
export { findNewStore } from "./new_store.ts";
export { type DeskLocation, openDesk, type OpenDeskOptions } from "./open_desk.ts";
