/** Opening desks, and the demo. */

export { DEMO_WORDS, fillWithDemo } from "./demo.ts";
export { type DeskLocation, openDesk, type OpenDeskOptions } from "./open_desk.ts";
