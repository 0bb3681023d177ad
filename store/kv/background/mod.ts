/**
 * Work that no call asks for: the effects of time, and of a changed policy, on tickets.
 *
 * @module
 */

export { BackgroundWork } from "./background_work.ts";
