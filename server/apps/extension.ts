/** The extension, as clients and the server declare it. */

import { isPlainObject } from "../../base/values/is_plain_object.ts";

/** The name of the extension in `capabilities.extensions` of both sides. */
export const APPS_EXTENSION = "io.modelcontextprotocol/ui";

export const APP_MIME_TYPE = "text/html;profile=mcp-app";

/** The page that hosts show. */
export const APP_URI = "ui://support-mcp/desk.html";

/** The second script of the page, which it reads when it needs it (`app/host.tsx`). */
export const APP_SCRIPT_URI = "ui://support-mcp/desk.js";

/**
 * Checks whether a client shows pages of our type.
 *
 * @param capabilities From its handshake, or from the metadata of a stateless request.
 */
export function supportsApps(capabilities: unknown): boolean {
  if (!isPlainObject(capabilities) || !isPlainObject(capabilities.extensions)) return false;
  const settings = capabilities.extensions[APPS_EXTENSION];
  return isPlainObject(settings) && Array.isArray(settings.mimeTypes) && settings.mimeTypes.includes(APP_MIME_TYPE);
}
