/** Which protocol era a request belongs to. */

import { isLegacyRequest } from "@modelcontextprotocol/server";
import type { Posted } from "./message.ts";

/** The first revision without sessions. */
const STATELESS_SINCE = "2026-07-28";

/** Whether a request's header names a revision without sessions. */
export function namesStateless(headers: Headers): boolean {
  return (headers.get("mcp-protocol-version") ?? "") >= STATELESS_SINCE;
}

/** Whether what was posted belongs to a revision without sessions, or would if it were right. */
export async function isStateless(request: Request, { body, messages }: Posted): Promise<boolean> {
  const saysNothing = !namesStateless(request.headers) && messages.every(({ params }) => params?._meta === undefined);
  return !saysNothing && !await isLegacyRequest(request, body); // which takes longer
}
