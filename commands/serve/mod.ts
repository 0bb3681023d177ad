/** Checks of `support-mcp serve`. */

export { warnAboutRemoteStore } from "./remote_store.ts";
export { checkStateKey } from "./state_key.ts";
