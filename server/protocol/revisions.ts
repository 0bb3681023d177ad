/** Which protocol era a request belongs to. */

import { isLegacyRequest } from "@modelcontextprotocol/server";
import type { PostedBody } from "../transports/http/wire/posted_body.ts";

/** The first revision without sessions. */
export const STATELESS_SINCE = "2026-07-28";

const REVISION = /^\d{4}-\d\d-\d\d$/;

/** Whether what a request's header names is a revision without sessions. */
export function namesStateless(revision: string | null): boolean {
  return revision !== null && REVISION.test(revision) && revision >= STATELESS_SINCE;
}

/** Whether anything in a request speaks for a revision without sessions: {@linkcode isStateless} takes longer. */
export function mayBeStateless(revision: string | null, { messages }: PostedBody): boolean {
  return namesStateless(revision) || messages.some(({ params }) => params?._meta !== undefined);
}

/** Whether what was posted belongs to a revision without sessions, or would if it were right. */
export async function isStateless(request: Request, { body }: PostedBody): Promise<boolean> {
  return !await isLegacyRequest(request, body);
}
