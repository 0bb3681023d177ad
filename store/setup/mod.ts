/** Opening desks, and the demo. */

export { fillWithDemo } from "./demo.ts";
export { type DeskLocation, openDesk, type OpenDeskOptions } from "./open_desk.ts";
