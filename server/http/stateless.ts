/** Clients of revision 2026-07-28, whose requests stand alone: any process on the same store may answer any of them. */

import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import type { Desk } from "../../store/mod.ts";
import { createServer, type ServerOptions } from "../server.ts";
import { authInfoOf, type Principal, principalOf } from "./authenticator.ts";
import { DeskEvents } from "./desk_events.ts";
import { inTime, tooLate } from "./in_time.ts";
import type { HttpLimits } from "./limits.ts";
import type { Posted } from "./message.ts";
import { narrowed } from "./narrowed.ts";
import type { OpenStreams } from "./open_streams.ts";

export interface StatelessOptions {
  /** The server that a principal gets. */
  serverFor: (principal: Principal) => ServerOptions;
  desk: Desk;
  limits: HttpLimits;
  streams: OpenStreams;
}

/** Serves requests each by itself, and `subscriptions/listen` by a stream of the desk's changes. */
export class Stateless {
  readonly #handler: McpHttpHandler;

  constructor(private readonly options: StatelessOptions) {
    const { serverFor, desk, limits } = options;
    const { definition, onerror } = serverFor(principalOf(undefined));
    this.#handler = createMcpHandler(
      ({ authInfo, requestInfo }) => {
        const mcp = createServer(narrowed(serverFor(principalOf(authInfo)), requestInfo!.headers));
        if (onerror) mcp.server.onerror = onerror;
        return mcp;
      },
      {
        legacy: "reject",
        bus: new DeskEvents(desk, definition),
        maxSubscriptions: limits.streams,
        ...onerror && { onerror },
      },
    );
  }

  /** @throws {Refusal} 503 when it takes too long, or as many streams are open as may be. */
  async post(request: Request, { body, messages }: Posted, principal: Principal): Promise<Response> {
    const { streams, limits: { requestTime } } = this.options;
    const listening = messages[0]?.method === "subscriptions/listen";
    if (listening) streams.refuseWhenFull();
    const authInfo = authInfoOf(principal);
    const ending = new AbortController();
    const answer = this.#handler.fetch(abortable(request, ending), { parsedBody: body, ...authInfo && { authInfo } });
    const response = await inTime(answer, requestTime, () => tooLate(requestTime)).catch((error) => {
      ending.abort();
      throw error;
    });
    return streams.watched(response, listening ? "standing" : "call");
  }

  /** Ends every stream, telling those who listen, and every call. */
  close(): Promise<void> {
    return this.#handler.close();
  }
}

/**
 * The request without its body, for a handler that ends with `ending`. (The request's own signal is aborted after every
 * answer. A client that goes away cancels its stream; what it doesn't stream is done soon.)
 */
function abortable({ url, method, headers }: Request, ending: AbortController): Request {
  return new Request(url, { method, headers, signal: ending.signal });
}
