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
import type { Actor, Desk } from "../../../../store/mod.ts";
import { FastPath, type Outcome } from "../../../protocol/fast_path/fast_path.ts";
import type { FastPathRequest } from "../../../protocol/fast_path/fast_path_request.ts";
import { Cancellation } from "../../../protocol/cancellation.ts";
import { toHostActor } from "../../../protocol/host_actor.ts";
import { filterTools } from "../../../protocol/tool_filter.ts";
import { isEmpty } from "../../../protocol/messages.ts";
import type { ToolCall } from "../../../protocol/calls/run_tool.ts";
import type { ServerOptions } from "../../../protocol/sdk/create_server.ts";
import type { Deadlines } from "../deadlines.ts";
import { STATELESS_SINCE } from "../../../protocol/revisions.ts";
import { createTimeoutError, withDeadline } from "../with_deadline.ts";
import type { IncomingRequest } from "../incoming_request.ts";
import { createJsonResponse } from "../wire/json_response.ts";

/** Answers from one server's definitions. */
export class StatelessFastPath {
  readonly #answers: FastPath;
  readonly #desk: Promise<Desk>;
  readonly #meta: Readonly<Record<string, Implementation>>;

  constructor(server: ServerOptions, private readonly deadlines: Deadlines) {
    const { definition: { name, title, resources }, version, desk } = server;
    this.#answers = new FastPath({ resources, tools: filterTools(server), desk });
    this.#desk = desk;
    this.#meta = { [SERVER_INFO_META_KEY]: { name, title, version } };
  }

  /**
   * Answers a request.
   *
   * @param request Its metadata are none, or a plain envelope.
   * @returns Undefined when it is for a session, or the SDK has to.
   * @throws {Refusal} 503 when it takes too long.
   */
  tryHandle(
    incoming: IncomingRequest,
    request: FastPathRequest,
    authInfo: AuthInfo | undefined,
  ): Promise<Response> | undefined {
    if (isEmpty(request.meta) || !headersMatchBody(incoming, request)) return undefined;
    const call = new StatelessCall(this.#desk, request, authInfo);
    const outcome = this.#answers.run(request, () => call);
    if (outcome === undefined) return undefined;
    const late = () => {
      call.cancel();
      return createTimeoutError(this.deadlines);
    };
    return withDeadline(outcome, this.deadlines, late).then((outcome) => this.#response(request, outcome));
  }

  #response(request: FastPathRequest, outcome: Outcome): Response {
    const { id } = request;
    if ("error" in outcome) return createJsonResponse({ jsonrpc: "2.0", id, error: outcome.error });
    return createJsonResponse({ result: this.#stamped(request, outcome.result), jsonrpc: "2.0", id });
  }

  /** With what every result of this revision says (MCP 2026-07-28, schema, "Result" and "CacheableResult"). */
  #stamped({ method }: FastPathRequest, result: Record<string, unknown>): Record<string, unknown> {
    result.resultType = "complete";
    if (method === "resources/read") {
      result.ttlMs = 0;
      result.cacheScope = "private";
    }
    result._meta = this.#meta;
    return result;
  }
}

/** Whether the headers say what the body says (MCP 2026-07-28, basic/transports, "Mcp-Method"). */
function headersMatchBody({ request: { headers }, revision }: IncomingRequest, request: FastPathRequest): boolean {
  const name = request.method === "tools/call" ? request.name : request.uri;
  return revision === STATELESS_SINCE && headers.get("mcp-method") === request.method &&
    headers.get("mcp-name") === name;
}

/** A request under way, and all that a tool needs if it calls one. Nobody asked for logs or to be told of progress. */
class StatelessCall extends Cancellation implements ToolCall {
  readonly progressToken = undefined;

  constructor(
    readonly desk: Promise<Desk>,
    private readonly request: FastPathRequest,
    private readonly authInfo: AuthInfo | undefined,
  ) {
    super();
  }

  get actor(): Actor {
    return toHostActor(this.request.meta[CLIENT_INFO_META_KEY] as Implementation, this.authInfo);
  }

  notify(): Promise<void> {
    return Promise.resolve();
  }

  log(): Promise<void> {
    return Promise.resolve();
  }
}
