/** The direct answers of one connection of the handshake revisions, beside the SDK's server. */

import type {
  Implementation,
  JSONRPCMessage,
  MessageExtraInfo,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/server";
import { hostActor } from "../host_actor.ts";
import { offeredTools } from "../offered.ts";
import { isPlainQuestion } from "../opening/plain_message.ts";
import { LOGGER } from "../run_tool.ts";
import type { ServerOptions } from "../server.ts";
import { type Caller, DirectAnswers, type Offered, type Outcome } from "./direct_answers.ts";
import { type DirectRequest, directRequest } from "./direct_request.ts";

/** A transport's: it tells of its own faults. */
export type Send = (message: JSONRPCMessage, options?: TransportSendOptions) => Promise<void>;

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
  readonly #underWay = new Map<RequestId, Ending>();
  /** Which log messages the client wants to have is known to the SDK alone, once it has said so. */
  #levelIsSet = false;

  constructor(private readonly options: DirectConnectionOptions) {
    this.#answers = new DirectAnswers(options);
  }

  /**
   * Looks at a message from the client.
   *
   * @returns Whether it is answered here; else it is for the SDK.
   */
  take(message: unknown, extra?: MessageExtraInfo): boolean {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { requestId?: RequestId } };
    switch (method) {
      case "resources/read":
      case "tools/call":
        return this.options.greeted() !== undefined && this.#takeRequest(message, extra);
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
    for (const id of this.#underWay.keys()) this.#cancel(id);
  }

  #takeRequest(message: unknown, extra: MessageExtraInfo | undefined): boolean {
    const request = directRequest(message);
    if (request === undefined || !isPlainQuestion({ _meta: request.meta })) return false;
    const ending = new Ending();
    const outcome = this.#answers.to(request, ({ annotations }) => {
      if (this.#levelIsSet && !annotations.readOnlyHint) return undefined; // it will want to log
      return this.#caller(request, ending, extra);
    });
    if (outcome === undefined) return false;
    this.#underWay.set(request.id, ending);
    this.#answer(request.id, outcome, ending);
    return true;
  }

  async #answer(id: RequestId, outcome: Promise<Outcome>, ending: Ending): Promise<void> {
    const settled = await outcome;
    if (this.#underWay.get(id) === ending) this.#underWay.delete(id);
    if (ending.log !== undefined) this.#send(ending.log, { relatedRequestId: id });
    if (ending.cancelled) return; // MCP, basic/utilities/cancellation: a cancelled request gets no answer
    this.#send("result" in settled ? { ...settled, jsonrpc: "2.0", id } : { jsonrpc: "2.0", id, ...settled });
  }

  #caller({ id, meta }: DirectRequest, ending: Ending, extra: MessageExtraInfo | undefined): Caller {
    return {
      actor: hostActor(this.options.greeted(), extra?.authInfo),
      get signal() {
        return ending.signal;
      },
      progressToken: meta.progressToken as RequestId | undefined,
      notify: ({ method, params }) => {
        this.#send({ jsonrpc: "2.0", method, params: { ...params } }, { relatedRequestId: id });
        return Promise.resolve();
      },
      log: (data) => {
        const params = { level: "info", data, logger: LOGGER };
        ending.log = { jsonrpc: "2.0", method: "notifications/message", params };
        return Promise.resolve();
      },
    };
  }

  /** @returns Whether that is under way here. */
  #cancel(id: RequestId | undefined): boolean {
    const ending = id === undefined ? undefined : this.#underWay.get(id);
    ending?.cancel();
    return ending !== undefined;
  }

  #send(message: JSONRPCMessage, options?: TransportSendOptions): void {
    this.options.send(message, options).catch(() => {}); // the client is gone, as the transport has told
  }
}

/** How a request may end before its answer. Few tools look at their signal, and one is dear to make. */
class Ending {
  cancelled = false;
  /** What the call logs at its end: it leaves in one piece with the answer. */
  log: JSONRPCMessage | undefined;
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.cancelled) this.#controller.abort();
    return this.#controller.signal;
  }

  cancel(): void {
    this.cancelled = true;
    this.#controller?.abort();
  }
}
