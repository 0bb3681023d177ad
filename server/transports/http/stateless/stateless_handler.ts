/** Clients of revision 2026-07-28, whose requests stand alone: any process on the same store may answer any of them. */

import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import type { Desk } from "../../../../store/mod.ts";
import { createServer, type ServerOptions } from "../../../protocol/sdk/create_server.ts";
import { getScope, type Principal, type Scope, toAuthInfo } from "../auth/authenticator.ts";
import type { Deadlines } from "../deadlines.ts";
import { DeskEventBus } from "./desk_event_bus.ts";
import { StatelessFastPath } from "./stateless_fast_path.ts";
import { createTimeoutError, withDeadline } from "../with_deadline.ts";
import type { IncomingRequest } from "../incoming_request.ts";
import type { HttpLimits } from "../limits.ts";
import type { PostedBody } from "../wire/posted_body.ts";
import { narrowOffer } from "./narrow_offer.ts";
import type { OpenStreams } from "../wire/open_streams.ts";
import type { RevocationRegistry } from "../auth/revocation_registry.ts";

export interface StatelessHandlerOptions {
  /** The server that a scope gets. */
  getServerOptions: (scope: Scope) => ServerOptions;
  desk: Desk;
  limits: HttpLimits;
  streams: OpenStreams;
  revocations: RevocationRegistry;
  deadlines: Deadlines;
}

/** Serves requests each by itself, and `subscriptions/listen` by a stream of the desk's changes. */
export class StatelessHandler {
  readonly #handler: McpHttpHandler;
  readonly #direct: Readonly<Record<Scope, StatelessFastPath>> | undefined;

  constructor(private readonly options: StatelessHandlerOptions) {
    const { getServerOptions: serverFor, desk, limits, deadlines } = options;
    const { definition, onerror, fastPath: direct } = serverFor("write");
    if (direct !== false) {
      this.#direct = {
        read: new StatelessFastPath(serverFor("read"), deadlines),
        write: new StatelessFastPath(serverFor("write"), deadlines),
      };
    }
    this.#handler = createMcpHandler(
      ({ authInfo, requestInfo }) => {
        const mcp = createServer(narrowOffer(serverFor(getScope(authInfo)), requestInfo!.headers));
        if (onerror) mcp.server.onerror = onerror;
        return mcp;
      },
      {
        legacy: "reject",
        bus: new DeskEventBus(desk, definition),
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
  tryFastPath(
    incoming: IncomingRequest,
    { fastPathRequest: direct }: PostedBody,
    principal: Principal,
  ): Promise<Response> | undefined {
    return direct && this.#direct?.[principal.scope].tryHandle(incoming, direct, toAuthInfo(principal));
  }

  /** @throws {Refusal} 503 when it takes too long, or as many streams are open as may be. */
  async post({ request }: IncomingRequest, { body, messages }: PostedBody, principal: Principal): Promise<Response> {
    const { streams, revocations: openings } = this.options;
    const listening = messages[0]?.method === "subscriptions/listen";
    if (listening) streams.checkCapacity();
    const ending = new AbortController();
    const response = await this.#answer(request, body, principal, ending);
    if (!listening) return streams.track(response, "call");
    const forget = openings.add(principal.credential, () => ending.abort());
    return streams.track(response, "standing", forget);
  }

  /** Ends every stream, telling those who listen, and every call. */
  close(): Promise<void> {
    return this.#handler.close();
  }

  /** The answer, or its beginning; a client that goes away before it gets that has given its call up. */
  async #answer(request: Request, body: unknown, principal: Principal, ending: AbortController): Promise<Response> {
    const authInfo = toAuthInfo(principal);
    const end = () => ending.abort();
    request.signal.addEventListener("abort", end);
    try {
      const answer = this.#handler.fetch(toAbortableRequest(request, ending), {
        parsedBody: body,
        ...authInfo && { authInfo },
      });
      return await withDeadline(answer, this.options.deadlines, () => createTimeoutError(this.options.deadlines));
    } catch (error) {
      ending.abort();
      throw error;
    } finally {
      request.signal.removeEventListener("abort", end); // without a flag, Deno aborts it after every answer
    }
  }
}

/** The request without its body, for a handler that ends with `ending`. */
function toAbortableRequest({ url, method, headers }: Request, ending: AbortController): Request {
  return new Request(url, { method, headers, signal: ending.signal });
}
