/** Clients of revision 2026-07-28, whose requests stand alone: any process on the same store may answer any of them. */

import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import type { Desk } from "../../store/mod.ts";
import { createServer, type ServerOptions } from "../server.ts";
import { authInfoOf, type Principal, type Scope, scopeOf } from "./authenticator.ts";
import type { Deadlines } from "./deadlines.ts";
import { DeskEvents } from "./desk_events.ts";
import { DirectStateless } from "./direct_stateless.ts";
import { inTime, tooLate } from "./in_time.ts";
import type { Incoming } from "./incoming.ts";
import type { HttpLimits } from "./limits.ts";
import type { Posted } from "./message.ts";
import { narrowed } from "./narrowed.ts";
import type { OpenStreams } from "./open_streams.ts";
import type { Openings } from "./openings.ts";

export interface StatelessOptions {
  /** The server that a scope gets. */
  serverFor: (scope: Scope) => ServerOptions;
  desk: Desk;
  limits: HttpLimits;
  streams: OpenStreams;
  openings: Openings;
  deadlines: Deadlines;
}

/** Serves requests each by itself, and `subscriptions/listen` by a stream of the desk's changes. */
export class Stateless {
  readonly #handler: McpHttpHandler;
  readonly #direct: Readonly<Record<Scope, DirectStateless>> | undefined;

  constructor(private readonly options: StatelessOptions) {
    const { serverFor, desk, limits, deadlines } = options;
    const { definition, onerror, direct } = serverFor("write");
    if (direct !== false) {
      this.#direct = {
        read: new DirectStateless(serverFor("read"), deadlines),
        write: new DirectStateless(serverFor("write"), deadlines),
      };
    }
    this.#handler = createMcpHandler(
      ({ authInfo, requestInfo }) => {
        const mcp = createServer(narrowed(serverFor(scopeOf(authInfo)), requestInfo!.headers));
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

  /**
   * Answers what plainly belongs here and needs no SDK.
   *
   * @returns Undefined when it needs the SDK.
   * @throws {Refusal} 503 when it takes too long.
   */
  postDirectly(incoming: Incoming, { direct }: Posted, principal: Principal): Promise<Response> | undefined {
    return direct && this.#direct?.[principal.scope].answer(incoming, direct, authInfoOf(principal));
  }

  /** @throws {Refusal} 503 when it takes too long, or as many streams are open as may be. */
  async post({ request }: Incoming, { body, messages }: Posted, principal: Principal): Promise<Response> {
    const { streams, openings } = this.options;
    const listening = messages[0]?.method === "subscriptions/listen";
    if (listening) streams.refuseWhenFull();
    const ending = new AbortController();
    const response = await this.#answer(request, body, principal, ending);
    if (!listening) return streams.watched(response, "call");
    const forget = openings.add(principal.credential, () => ending.abort());
    return streams.watched(response, "standing", forget);
  }

  /** Ends every stream, telling those who listen, and every call. */
  close(): Promise<void> {
    return this.#handler.close();
  }

  /** The answer, or its beginning; a client that goes away before it gets that has given its call up. */
  async #answer(request: Request, body: unknown, principal: Principal, ending: AbortController): Promise<Response> {
    const authInfo = authInfoOf(principal);
    const end = () => ending.abort();
    request.signal.addEventListener("abort", end);
    try {
      const answer = this.#handler.fetch(abortable(request, ending), { parsedBody: body, ...authInfo && { authInfo } });
      return await inTime(answer, this.options.deadlines, () => tooLate(this.options.deadlines));
    } catch (error) {
      ending.abort();
      throw error;
    } finally {
      request.signal.removeEventListener("abort", end); // without a flag, Deno aborts it after every answer
    }
  }
}

/** The request without its body, for a handler that ends with `ending`. */
function abortable({ url, method, headers }: Request, ending: AbortController): Request {
  return new Request(url, { method, headers, signal: ending.signal });
}
