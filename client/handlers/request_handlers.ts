import {
  type Client,
  type ClientCapabilities,
  type CreateMessageRequestParams,
  type CreateMessageResult,
  type ElicitRequestFormParams,
  type ElicitRequestParams,
  type ElicitRequestURLParams,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
  type Root,
} from "@modelcontextprotocol/client";
import * as z from "zod";
import type { RequiredPage } from "./page_required_error.ts";

/**
 * Handlers for the requests of servers. They ask a person or a model, or simulate both. Only the capabilities of the
 * handlers that exist are declared. Each signal is aborted when the server cancels its request.
 */
export interface RequestHandlers {
  /** Fills in a form (MCP, client/elicitation). */
  elicit?(form: ElicitRequestFormParams, signal: AbortSignal): Promise<ElicitResult>;
  /** Opens a page after a person agreed (MCP, client/elicitation, "URL mode"). */
  visit?(page: ElicitRequestURLParams, signal: AbortSignal): Promise<ElicitResult>;
  /**
   * Waits until a person has finished on a page that the server requires before it continues.
   *
   * @returns Null if the person can no longer be asked.
   */
  finish?(page: RequiredPage, signal: AbortSignal): Promise<boolean | null>;
  /** Completes a conversation (MCP, client/sampling). */
  sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult>;
  /** Returns the folders that servers may work in (MCP, client/roots). */
  roots(): Promise<Root[]>;
}

/** Returns the capabilities to declare for these handlers. */
export function getCapabilities({ elicit, visit }: RequestHandlers): ClientCapabilities {
  const elicitation = { ...elicit !== undefined && { form: {} }, ...visit !== undefined && { url: {} } };
  return { ...Object.keys(elicitation).length > 0 && { elicitation }, sampling: {}, roots: {} };
}

/** Keeps the form unchanged: the SDK has validated it, and its schema would drop unknown members such as a text's pattern. */
const UNPARSED = z.custom<ElicitRequestParams>();

/** Registers the handlers. They serve all revisions: the SDK also passes input requests of the stateless revisions to them. */
export function registerHandlers(handlers: RequestHandlers, client: Client): void {
  if (handlers.elicit !== undefined || handlers.visit !== undefined) {
    client.setRequestHandler("elicitation/create", { params: UNPARSED }, async (params, { mcpReq }) => {
      const result = params.mode === "url"
        ? handlers.visit?.(params, mcpReq.signal)
        : handlers.elicit?.(params, mcpReq.signal);
      return await result ?? { action: "decline" };
    });
  }
  client.fallbackRequestHandler = ({ method }) => {
    const reason = method === "elicitation/create" ? "No person is available for elicitation." : "Method not found";
    return Promise.reject(new ProtocolError(ProtocolErrorCode.MethodNotFound, reason));
  };
  client.setRequestHandler(
    "sampling/createMessage",
    ({ params }, { mcpReq }) => handlers.sample(params, mcpReq.signal),
  );
  client.setRequestHandler("roots/list", async () => ({ roots: await handlers.roots() }));
}
