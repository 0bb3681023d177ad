/**
 * Work that no call asks for: the effects of time, and of changed policies and tiers, on tickets.
 *
 * @module
 */

export { BackgroundWork } from "./background_work.ts";
