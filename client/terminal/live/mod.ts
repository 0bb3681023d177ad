/** The live view of an agent run on a terminal. */

export { LiveView } from "./live_view.ts";
