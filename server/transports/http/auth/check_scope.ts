/** What a token's scope allows. */

import type { ServerDefinition } from "../../../definitions/mod.ts";
import type { Authenticator, Principal } from "./authenticator.ts";
import { createInsufficientScopeError } from "./bearer.ts";
import type { Message } from "../wire/posted_body.ts";

/**
 * Refuses a message that changes something to whom may only read. (That they aren't offered such tools is another matter:
 * they may still call one.)
 *
 * @param request What it came with.
 * @throws {Refusal} 403
 */
export function checkScope(
  messages: readonly Message[],
  { name, scope }: Principal,
  { tools }: ServerDefinition,
  request: Request,
  authenticator: Authenticator,
): void {
  if (scope === "write") return;
  for (const { method, params } of messages) {
    if (method !== "tools/call") continue;
    const tool = tools.find((tool) => tool.name === params?.name);
    if (tool === undefined || tool.annotations.readOnlyHint) continue;
    const needed = authenticator.authorizationServer?.scopeNames.write ?? "write";
    const who = name ?? "Who is not named";
    const message =
      `${who} may only read here, and ${tool.name} changes something: use a token with the scope ${needed}.`;
    throw createInsufficientScopeError(message, ["write"], request, authenticator);
  }
}
