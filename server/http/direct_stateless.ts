/**
 * Reads and calls of revision 2026-07-28 answered without the SDK, which makes a server of its own for every request.
 * See `../direct/direct_answers.ts`.
 */

import {
  type AuthInfo,
  CLIENT_INFO_META_KEY,
  type Implementation,
  SERVER_INFO_META_KEY,
} from "@modelcontextprotocol/server";
import { type Caller, DirectAnswers, type Outcome } from "../direct/direct_answers.ts";
import { type DirectRequest, directRequest } from "../direct/direct_request.ts";
import { hostActor } from "../host_actor.ts";
import { offeredTools } from "../offered.ts";
import type { ServerOptions } from "../server.ts";
import { isPlainEnvelope } from "./envelope.ts";
import { STATELESS_SINCE } from "./era.ts";
import { jsonResponse } from "./json_response.ts";

/** Answers from one server's definitions. */
export class DirectStateless {
  readonly #answers: DirectAnswers;
  readonly #serverInfo: Implementation;

  constructor(server: ServerOptions) {
    const { definition: { name, title, resources }, version, desk } = server;
    this.#answers = new DirectAnswers({ resources, tools: offeredTools(server), desk });
    this.#serverInfo = { name, title, version };
  }

  /**
   * Answers what was posted.
   *
   * @param body As it came.
   * @param ending Ends the call.
   * @returns Undefined when the SDK has to.
   */
  answer(
    headers: Headers,
    body: unknown,
    authInfo: AuthInfo | undefined,
    ending: AbortController,
  ): Promise<Response> | undefined {
    const request = directRequest(body);
    if (request === undefined || !isPlainEnvelope(request.meta) || !agrees(headers, request)) return undefined;
    const outcome = this.#answers.to(request, () => callerOf(request, authInfo, ending.signal));
    return outcome && this.#response(request, outcome);
  }

  async #response(request: DirectRequest, outcome: Promise<Outcome>): Promise<Response> {
    const { id } = request;
    const settled = await outcome;
    if ("error" in settled) return jsonResponse({ jsonrpc: "2.0", id, ...settled });
    return jsonResponse({ result: this.#stamped(request, settled.result), jsonrpc: "2.0", id });
  }

  /** What every result of this revision says (MCP 2026-07-28, schema, "Result" and "CacheableResult"). */
  #stamped({ method }: DirectRequest, result: Record<string, unknown>): Record<string, unknown> {
    return {
      ...result,
      resultType: "complete",
      ...method === "resources/read" && { ttlMs: 0, cacheScope: "private" },
      _meta: { [SERVER_INFO_META_KEY]: this.#serverInfo },
    };
  }
}

/** Whether the headers say what the body says (MCP 2026-07-28, basic/transports, "Mcp-Method"). */
function agrees(headers: Headers, request: DirectRequest): boolean {
  const name = request.method === "tools/call" ? request.name : request.uri;
  return headers.get("mcp-protocol-version") === STATELESS_SINCE && headers.get("mcp-method") === request.method &&
    headers.get("mcp-name") === name;
}

function callerOf({ meta }: DirectRequest, authInfo: AuthInfo | undefined, signal: AbortSignal): Caller {
  return {
    actor: hostActor(meta[CLIENT_INFO_META_KEY] as Implementation, authInfo),
    signal,
    notify: () => Promise.resolve(), // nobody asked for it
    log: () => Promise.resolve(),
  };
}
