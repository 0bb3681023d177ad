/** Names in lists of the settings. */

export { findName } from "./find_name.ts";
