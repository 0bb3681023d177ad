/** Which protocol era a request belongs to. */

import { isLegacyRequest } from "@modelcontextprotocol/server";
import type { Posted } from "./message.ts";

/** The first revision without sessions. */
export const STATELESS_SINCE = "2026-07-28";

const REVISION = /^\d{4}-\d\d-\d\d$/;

/** Whether a request's header names a revision without sessions. */
export function namesStateless(headers: Headers): boolean {
  const revision = headers.get("mcp-protocol-version") ?? "";
  return REVISION.test(revision) && revision >= STATELESS_SINCE;
}

/** Whether what was posted belongs to a revision without sessions, or would if it were right. */
export async function isStateless(request: Request, { body, messages }: Posted): Promise<boolean> {
  const saysNothing = !namesStateless(request.headers) && messages.every(({ params }) => params?._meta === undefined);
  return !saysNothing && !await isLegacyRequest(request, body); // which takes longer
}
