/** The direct answers of one connection of the handshake revisions, beside the SDK's server. */

import type {
  Implementation,
  JSONRPCMessage,
  MessageExtraInfo,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/server";
import type { Actor, Desk } from "../../../store/mod.ts";
import { toHostActor } from "../host_actor.ts";
import { filterTools } from "../tool_filter.ts";
import { hasOnlyProgressToken, isEmpty } from "../messages.ts";
import { LOGGER_NAME, type ProgressNotification, type ToolCall } from "../calls/run_tool.ts";
import type { ServerOptions } from "../sdk/create_server.ts";
import { FastPath, type FastPathOptions, type Outcome } from "./fast_path.ts";
import { type FastPathRequest, parseFastPathRequest } from "./fast_path_request.ts";
import { Cancellation } from "../cancellation.ts";
import { PendingRequests } from "../pending_requests.ts";

export interface SendOptions extends TransportSendOptions {
  /** The answer to the request follows at once. */
  responseFollows?: boolean;
}

/** A transport's: it tells of its own faults. */
export type Send = (message: JSONRPCMessage, options?: SendOptions) => Promise<void>;

/** What the client says of itself in the handshake; undefined before that. */
export type GetClientInfo = () => Implementation | undefined;

export interface FastPathConnectionOptions extends FastPathOptions {
  getClientInfo: GetClientInfo;
  send: Send;
}

/** The direct answers of a connection to a server; none when they aren't wanted. */
export function createFastPathConnection(
  options: ServerOptions,
  greeted: GetClientInfo,
  send: Send,
): FastPathConnection | undefined {
  if (options.fastPath === false) return undefined;
  const { definition: { resources }, desk } = options;
  return new FastPathConnection({ resources, tools: filterTools(options), desk, getClientInfo: greeted, send });
}

/** Takes the requests that it can answer out of a connection's messages. */
export class FastPathConnection {
  readonly #answers: FastPath;
  readonly #underWay = new PendingRequests<Call>();
  /** Which log messages the client wants to have is known to the SDK alone, once it has said so. */
  #levelIsSet = false;

  readonly #send = (message: JSONRPCMessage, options?: SendOptions): void => {
    this.options.send(message, options).catch(() => {}); // the client is gone, as the transport has told
  };

  constructor(private readonly options: FastPathConnectionOptions) {
    this.#answers = new FastPath(options);
  }

  /**
   * Looks at a message from the client.
   *
   * @param request It again, where it has been looked at before.
   * @returns Whether it is answered here; else it is for the SDK.
   */
  tryHandle(message: unknown, extra?: MessageExtraInfo, request?: FastPathRequest): boolean {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { requestId?: RequestId } };
    switch (method) {
      case "resources/read":
      case "tools/call":
        return this.options.getClientInfo() !== undefined &&
          this.#takeRequest(request ?? parseFastPathRequest(message), extra);
      case "notifications/cancelled":
        return this.#cancel(params?.requestId);
      case "logging/setLevel":
        this.#levelIsSet = true;
        return false;
      default:
        return false;
    }
  }

  /** Cancels everything under way: nobody is there any more. */
  close(): void {
    for (const id of this.#underWay.ids()) this.#cancel(id);
  }

  #takeRequest(request: FastPathRequest | undefined, extra: MessageExtraInfo | undefined): boolean {
    if (request === undefined || !isEmpty(request.meta) && !hasOnlyProgressToken({ _meta: request.meta })) return false;
    const call = new Call(this.options, request, extra, this.#send);
    const outcome = this.#answers.run(request, ({ annotations }) => {
      if (this.#levelIsSet && !annotations.readOnlyHint) return undefined; // it will want to log
      return call;
    });
    if (outcome === undefined) return false;
    this.#underWay.delete(request.id); // of two with one id the later one can be cancelled
    this.#underWay.add(request.id, call);
    outcome.then((settled) => this.#answer(request.id, settled, call));
    return true;
  }

  #answer(id: RequestId, outcome: Outcome, call: Call): void {
    if (this.#underWay.get(id) === call) this.#underWay.delete(id);
    if (call.logged !== undefined) this.#send(call.logged, { relatedRequestId: id, responseFollows: !call.cancelled });
    if (call.cancelled) return; // MCP, basic/utilities/cancellation: a cancelled request gets no answer
    this.#send(
      "result" in outcome
        ? { result: outcome.result, jsonrpc: "2.0", id }
        : { jsonrpc: "2.0", id, error: outcome.error },
    );
  }

  /** @returns Whether that is under way here. */
  #cancel(id: RequestId | undefined): boolean {
    const call = id === undefined ? undefined : this.#underWay.get(id);
    call?.cancel();
    return call !== undefined;
  }
}

/** A request under way, and all that a tool needs if it calls one. */
class Call extends Cancellation implements ToolCall {
  readonly desk: Promise<Desk>;
  /** What it logs at its end: it leaves in one piece with the answer. */
  logged: JSONRPCMessage | undefined;

  constructor(
    private readonly options: FastPathConnectionOptions,
    private readonly request: FastPathRequest,
    private readonly extra: MessageExtraInfo | undefined,
    private readonly send: (message: JSONRPCMessage, options: SendOptions) => void,
  ) {
    super();
    this.desk = options.desk;
  }

  get actor(): Actor {
    return toHostActor(this.options.getClientInfo(), this.extra?.authInfo);
  }

  get progressToken(): RequestId | undefined {
    return this.request.meta.progressToken as RequestId | undefined;
  }

  notify({ method, params }: ProgressNotification): Promise<void> {
    this.send({ jsonrpc: "2.0", method, params: { ...params } }, { relatedRequestId: this.request.id });
    return Promise.resolve();
  }

  log(data: string): Promise<void> {
    this.logged = {
      jsonrpc: "2.0",
      method: "notifications/message",
      params: { level: "info", data, logger: LOGGER_NAME },
    };
    return Promise.resolve();
  }
}
