/** Clients of revision 2026-07-28. Any process on the same store can answer any of their requests. */

import {
  createMcpHandler,
  isLegacyRequest,
  type JSONRPCMessage,
  type McpHttpHandler,
} from "@modelcontextprotocol/server";
import type { Desk } from "../../../../store/mod.ts";
import { ChangeFeed, isRequest } from "../../../protocol/mod.ts";
import { createServer, narrowServer } from "../../../protocol/sdk/mod.ts";
import { getScope, type Principal, type RevocationRegistry, type Scope, type ScopedServers } from "../auth/mod.ts";
import {
  accepts,
  checkAccept,
  createTimeoutError,
  type Deadlines,
  type HttpLimits,
  type IncomingRequest,
  type OpenStreams,
  withDeadline,
} from "../wire/mod.ts";
import { DeskEventBus } from "./desk_event_bus.ts";
import { StatelessFastPath } from "./stateless_fast_path.ts";

export interface StatelessHandlerOptions {
  servers: ScopedServers;
  desk: Desk;
  limits: HttpLimits;
  streams: OpenStreams;
  revocations: RevocationRegistry;
  deadlines: Deadlines;
}

/** Asks the SDK whether a message belongs to a revision without sessions, or would if it were valid. */
export async function isStateless(request: Request, message: JSONRPCMessage): Promise<boolean> {
  return !await isLegacyRequest(request, message);
}

/** Answers each request separately, and `subscriptions/listen` with a stream of the desk's changes. */
export class StatelessHandler {
  readonly #handler: McpHttpHandler;
  readonly #fastPaths: Readonly<Record<Scope, StatelessFastPath | undefined>>;

  constructor(private readonly options: StatelessHandlerOptions) {
    const { servers, desk, limits } = options;
    this.#fastPaths = { read: this.#createFastPath("read"), write: this.#createFastPath("write") };
    const { definition, onerror } = servers.get("write").options;
    this.#handler = createMcpHandler(
      ({ authInfo, requestInfo }) =>
        createServer(narrowServer(servers.get(getScope(authInfo)).options, requestInfo!.headers)),
      {
        legacy: "reject",
        bus: new DeskEventBus(new ChangeFeed(Promise.resolve(desk), definition)),
        maxSubscriptions: limits.streams,
        ...onerror && { onerror },
      },
    );
  }

  /**
   * Answers plain reads and calls.
   *
   * @returns Undefined if the SDK must answer the message, or it belongs to a session.
   * @throws {HttpError} 503 if it takes too long.
   */
  tryFastPath(incoming: IncomingRequest, message: JSONRPCMessage, principal: Principal): Promise<Response> | undefined {
    if (!isRequest(message)) return undefined;
    return this.#fastPaths[principal.scope]?.tryHandle(incoming, message, principal.authInfo);
  }

  /** @throws {HttpError} 503 if it takes too long, or too many streams are open. */
  async post({ request }: IncomingRequest, message: JSONRPCMessage, principal: Principal): Promise<Response> {
    const { streams, revocations } = this.options;
    const isListening = "method" in message && message.method === "subscriptions/listen";
    if (isListening) {
      checkAccept(request, "text/event-stream");
      streams.checkCapacity();
    }
    const controller = new AbortController();
    const response = await this.#handle(request, message, principal, controller);
    if (!isListening && !accepts(request, "text/event-stream")) return await this.#toJson(response, controller);
    if (!isListening) return streams.track(response, "call");
    const forget = revocations.add(principal.credential, () => controller.abort());
    return streams.track(response, "standing", forget);
  }

  /** Ends every call and stream, and informs their clients. */
  close(): Promise<void> {
    return this.#handler.close();
  }

  #createFastPath(scope: Scope): StatelessFastPath | undefined {
    const { options: { definition: { name, title }, version }, fastPath } = this.options.servers.get(scope);
    return fastPath && new StatelessFastPath(fastPath, { name, title, version }, this.options.deadlines);
  }

  /** Waits for the whole response of a client that accepts JSON only, without the notifications before it. */
  async #toJson(response: Response, controller: AbortController): Promise<Response> {
    const { deadlines } = this.options;
    const text = await withDeadline(response.text(), deadlines, () => {
      controller.abort();
      return createTimeoutError(deadlines);
    });
    const data = text.match(/^data: .+$/gm)?.at(-1)?.slice("data: ".length);
    const headers = { "content-type": "application/json" };
    return data === undefined ? new Response(text, response) : new Response(data, { status: response.status, headers });
  }

  /** Waits for the start of the response. A client that disconnects before it cancels its call. */
  async #handle(
    request: Request,
    message: JSONRPCMessage,
    principal: Principal,
    controller: AbortController,
  ): Promise<Response> {
    const { deadlines } = this.options;
    const { authInfo } = principal;
    const abort = () => controller.abort();
    request.signal.addEventListener("abort", abort);
    try {
      const response = this.#handler.fetch(toAbortableRequest(request, controller), {
        parsedBody: message,
        ...authInfo && { authInfo },
      });
      return await withDeadline(response, deadlines, () => createTimeoutError(deadlines));
    } catch (error) {
      controller.abort();
      throw error;
    } finally {
      request.signal.removeEventListener("abort", abort); // without a flag, Deno aborts it after every response
    }
  }
}

/** Copies a request without its body, for a handler that ends with `controller`. */
function toAbortableRequest({ url, method, headers }: Request, controller: AbortController): Request {
  return new Request(url, { method, headers, signal: controller.signal });
}
