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
 * Whoever answers what servers ask of their client: a person, a model, or a stand-in for both. What it leaves out isn't
 * declared, so that servers know that there is nobody to ask. Each question's signal is aborted when its server takes
 * it back.
 */
export interface RequestHandlers {
  /** Fills in a form (MCP, client/elicitation). */
  elicit?(form: ElicitRequestFormParams, signal: AbortSignal): Promise<ElicitResult>;
  /** Opens a page, once a person said yes to it (MCP, client/elicitation, "URL mode"). */
  visit?(page: ElicitRequestURLParams, signal: AbortSignal): Promise<ElicitResult>;
  /**
   * Waits until a person is done on a page that they agreed to, and that the server wants done with before it goes on.
   *
   * @returns Null when nobody can tell any longer.
   */
  finish?(page: RequiredPage, signal: AbortSignal): Promise<boolean | null>;
  /** Completes a conversation (MCP, client/sampling). */
  sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult>;
  /** The folders that servers may work in (MCP, client/roots). */
  roots(): Promise<Root[]>;
}

/** What a client that has these answers declares. */
export function getCapabilities({ elicit, visit }: RequestHandlers): ClientCapabilities {
  const elicitation = { ...elicit !== undefined && { form: {} }, ...visit !== undefined && { url: {} } };
  return { ...Object.keys(elicitation).length > 0 && { elicitation }, sampling: {}, roots: {} };
}

/** The SDK has looked at the form already, and would leave out what MCP's schema doesn't name, such as a text's pattern. */
const UNPARSED = z.custom<ElicitRequestParams>();

/** Has the server's questions answered, over every revision: the SDK brings those of results without a handshake here too. */
export function registerHandlers(answers: RequestHandlers, client: Client): void {
  if (answers.elicit !== undefined || answers.visit !== undefined) {
    client.setRequestHandler("elicitation/create", { params: UNPARSED }, async (params, { mcpReq }) => {
      const answer = params.mode === "url"
        ? answers.visit?.(params, mcpReq.signal)
        : answers.elicit?.(params, mcpReq.signal);
      return await answer ?? { action: "decline" };
    });
  }
  client.fallbackRequestHandler = ({ method }) => {
    const reason = method === "elicitation/create" ? "Nobody is there who could be asked." : "Method not found";
    return Promise.reject(new ProtocolError(ProtocolErrorCode.MethodNotFound, reason));
  };
  client.setRequestHandler("sampling/createMessage", ({ params }, { mcpReq }) => answers.sample(params, mcpReq.signal));
  client.setRequestHandler("roots/list", async () => ({ roots: await answers.roots() }));
}
