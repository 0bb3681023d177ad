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
import { type Call, type Share, SubscriptionShare } from "../shares/mod.ts";
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
import { ToolLists } from "./tool_lists.ts";

export interface StatelessHandlerOptions {
  servers: ScopedServers;
  desk: Desk;
  limits: HttpLimits;
  streams: OpenStreams;
  revocations: RevocationRegistry;
  deadlines: Deadlines;
  subscriptions: Share;
}

/** Asks the SDK whether a message belongs to a revision without sessions, or would if it were valid. */
export async function isStateless(request: Request, message: JSONRPCMessage): Promise<boolean> {
  return !await isLegacyRequest(request, message);
}

/** Answers each request separately, and `subscriptions/listen` with a stream of the desk's changes. */
export class StatelessHandler {
  readonly #handler: McpHttpHandler;
  readonly #fastPaths: Readonly<Record<Scope, StatelessFastPath | undefined>>;
  /** Undefined if the SDK answers everything. */
  readonly #toolLists: ToolLists | undefined;

  constructor(private readonly options: StatelessHandlerOptions) {
    const { servers, desk, limits } = options;
    this.#fastPaths = { read: this.#createFastPath("read"), write: this.#createFastPath("write") };
    const { options: { definition, onerror }, fastPath } = servers.get("write");
    this.#toolLists = fastPath && new ToolLists();
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
  tryFastPath(
    incoming: IncomingRequest,
    message: JSONRPCMessage,
    { scope, authInfo }: Principal,
  ): Promise<Response> | Response | undefined {
    if (!isRequest(message)) return undefined;
    return this.#toolLists?.tryHandle(incoming, message, scope) ??
      this.#fastPaths[scope]?.tryHandle(incoming, message, authInfo);
  }

  /** @throws {HttpError} 503 if it takes too long. For `subscriptions/listen`, see {@linkcode StatelessHandler.#listen}. */
  async post(incoming: IncomingRequest, message: JSONRPCMessage, principal: Principal, call: Call): Promise<Response> {
    if ("method" in message && message.method === "subscriptions/listen") {
      return await this.#listen(incoming, message, principal, call);
    }
    const { request, client } = incoming;
    const controller = new AbortController();
    const answer = await this.#handle(request, message, principal, controller);
    const response = await this.#toolLists?.keep(incoming, message, principal.scope, answer) ?? answer;
    if (!accepts(request, "text/event-stream")) return await this.#toJson(response, controller);
    call.continueInStream();
    const disconnect = () => controller.abort();
    return this.options.streams.track(response, { kind: "call", client, disconnect }, () => call.end());
  }

  /** @throws {HttpError} 400 or 429 if the client asks for too much, 503 if it takes too long or too many streams are open. */
  async #listen(
    { request, client }: IncomingRequest,
    message: JSONRPCMessage,
    principal: Principal,
    call: Call,
  ): Promise<Response> {
    checkAccept(request, "text/event-stream");
    const { streams, revocations, subscriptions } = this.options;
    const release = new SubscriptionShare(subscriptions, client).takeAll(listUris(message));
    try {
      streams.makeRoom(client);
      const controller = new AbortController();
      const response = await this.#handle(request, message, principal, controller);
      const disconnect = () => controller.abort();
      const forget = revocations.add(principal.credential, disconnect);
      call.stayOpen();
      return streams.track(response, { kind: "standing", client, disconnect }, () => {
        release();
        forget();
        call.end();
      });
    } catch (error) {
      release();
      throw error;
    }
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

/** Lists the resources that a `subscriptions/listen` names. The SDK checks their form. */
function listUris(message: JSONRPCMessage): string[] {
  const { notifications } = (message as { params?: { notifications?: { resourceSubscriptions?: unknown } } }).params ??
    {};
  const uris = notifications?.resourceSubscriptions;
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === "string") : [];
}

/** Copies a request without its body, for a handler that ends with `controller`. */
function toAbortableRequest({ url, method, headers }: Request, controller: AbortController): Request {
  return new Request(url, { method, headers, signal: controller.signal });
}
