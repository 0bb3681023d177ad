/** The direct answers of one connection of the handshake revisions, beside the SDK's server. */

import type {
  Implementation,
  JSONRPCMessage,
  MessageExtraInfo,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/server";
import type { Actor, Desk } from "../../store/mod.ts";
import { hostActor } from "../host_actor.ts";
import { offeredTools } from "../offered.ts";
import { isEmpty, isPlainQuestion } from "../opening/plain_message.ts";
import { LOGGER, type ToolCall, type ToolNotification } from "../run_tool.ts";
import type { ServerOptions } from "../server.ts";
import { DirectAnswers, type Offered, type Outcome } from "./direct_answers.ts";
import { type DirectRequest, directRequest } from "./direct_request.ts";
import { Ending } from "./ending.ts";
import { UnderWay } from "./under_way.ts";

export interface SendOptions extends TransportSendOptions {
  /** The answer to the request follows at once. */
  answerFollows?: boolean;
}

/** A transport's: it tells of its own faults. */
export type Send = (message: JSONRPCMessage, options?: SendOptions) => Promise<void>;

/** What the client says of itself in the handshake; undefined before that. */
export type Greeted = () => Implementation | undefined;

export interface DirectConnectionOptions extends Offered {
  greeted: Greeted;
  send: Send;
}

/** The direct answers of a connection to a server; none when they aren't wanted. */
export function directConnection(options: ServerOptions, greeted: Greeted, send: Send): DirectConnection | undefined {
  if (options.direct === false) return undefined;
  const { definition: { resources }, desk } = options;
  return new DirectConnection({ resources, tools: offeredTools(options), desk, greeted, send });
}

/** Takes the requests that it can answer out of a connection's messages. */
export class DirectConnection {
  readonly #answers: DirectAnswers;
  readonly #underWay = new UnderWay<Call>();
  /** Which log messages the client wants to have is known to the SDK alone, once it has said so. */
  #levelIsSet = false;

  readonly #send = (message: JSONRPCMessage, options?: SendOptions): void => {
    this.options.send(message, options).catch(() => {}); // the client is gone, as the transport has told
  };

  constructor(private readonly options: DirectConnectionOptions) {
    this.#answers = new DirectAnswers(options);
  }

  /**
   * Looks at a message from the client.
   *
   * @param request It again, where it has been looked at before.
   * @returns Whether it is answered here; else it is for the SDK.
   */
  take(message: unknown, extra?: MessageExtraInfo, request?: DirectRequest): boolean {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { requestId?: RequestId } };
    switch (method) {
      case "resources/read":
      case "tools/call":
        return this.options.greeted() !== undefined && this.#takeRequest(request ?? directRequest(message), extra);
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

  #takeRequest(request: DirectRequest | undefined, extra: MessageExtraInfo | undefined): boolean {
    if (request === undefined || !isEmpty(request.meta) && !isPlainQuestion({ _meta: request.meta })) return false;
    const call = new Call(this.options, request, extra, this.#send);
    const outcome = this.#answers.to(request, ({ annotations }) => {
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
    if (call.logged !== undefined) this.#send(call.logged, { relatedRequestId: id, answerFollows: !call.cancelled });
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
class Call extends Ending implements ToolCall {
  readonly desk: Promise<Desk>;
  /** What it logs at its end: it leaves in one piece with the answer. */
  logged: JSONRPCMessage | undefined;

  constructor(
    private readonly options: DirectConnectionOptions,
    private readonly request: DirectRequest,
    private readonly extra: MessageExtraInfo | undefined,
    private readonly send: (message: JSONRPCMessage, options: SendOptions) => void,
  ) {
    super();
    this.desk = options.desk;
  }

  get actor(): Actor {
    return hostActor(this.options.greeted(), this.extra?.authInfo);
  }

  get progressToken(): RequestId | undefined {
    return this.request.meta.progressToken as RequestId | undefined;
  }

  notify({ method, params }: ToolNotification): Promise<void> {
    this.send({ jsonrpc: "2.0", method, params: { ...params } }, { relatedRequestId: this.request.id });
    return Promise.resolve();
  }

  log(data: string): Promise<void> {
    this.logged = { jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data, logger: LOGGER } };
    return Promise.resolve();
  }
}
