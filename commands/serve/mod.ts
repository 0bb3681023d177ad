/** Checks of `support-mcp serve`. */

export { checkFilesFolder } from "./files_folder.ts";
export { recordHost } from "./record_host.ts";
export { warnAboutRemoteStore } from "./remote_store.ts";
export { revokePermissions } from "./revoke_permissions.ts";
export { mayHaveWebhooks, sendWebhooks } from "./send_webhooks.ts";
export { checkStateKey } from "./state_key.ts";
export { explainWaiting } from "./waiting_notice.ts";
