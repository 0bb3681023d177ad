/** The limits of a token's scope. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { ServerDefinition } from "../../../definitions/mod.ts";
import type { Authenticator, Principal } from "./authenticator.ts";
import { createInsufficientScopeError } from "./bearer.ts";

/**
 * Rejects writes from read-only principals. Their server doesn't list writing tools, but they may still call them.
 *
 * @throws {HttpError} 403
 */
export function checkScope(
  messages: readonly JSONRPCMessage[],
  { name }: Principal,
  { tools }: ServerDefinition,
  request: Request,
  authenticator: Authenticator,
): void {
  for (const message of messages) {
    if (!("method" in message) || message.method !== "tools/call") continue;
    const tool = tools.find((tool) => tool.name === message.params?.name);
    if (tool === undefined || tool.annotations.readOnlyHint) continue;
    const needed = authenticator.authorizationServer?.scopeNames.write ?? "write";
    const reason = `${tool.name} is not permitted: ${name ?? "the principal"} has read-only access.`;
    throw createInsufficientScopeError(
      `${reason} Use a token with the scope ${needed}.`,
      ["write"],
      request,
      authenticator,
    );
  }
}
