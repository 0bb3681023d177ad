/** `/mcp`: who may come in, what they may send, and which era they speak. */

import type { Desk } from "../../../store/mod.ts";
import type { ServerOptions } from "../../protocol/sdk/create_server.ts";
import type { Principal, Scope } from "./auth/authenticator.ts";
import { readBody } from "./wire/body.ts";
import { Deadlines } from "./deadlines.ts";
import { isStateless, mayBeStateless, namesStateless } from "../../protocol/revisions.ts";
import type { RequestGuard } from "./auth/request_guard.ts";
import type { IncomingRequest } from "./incoming_request.ts";
import type { HttpLimits } from "./limits.ts";
import { checkAccept, checkContentType } from "./wire/media_type.ts";
import { parsePostedBody, type PostedBody } from "./wire/posted_body.ts";
import type { OpenStreams } from "./wire/open_streams.ts";
import { RevocationRegistry } from "./auth/revocation_registry.ts";
import { HttpError } from "./http_error.ts";
import { checkScope } from "./auth/check_scope.ts";
import { Sessions } from "./sessions/sessions.ts";
import { StatelessHandler } from "./stateless/stateless_handler.ts";

export interface McpEndpointOptions {
  /** For everybody; each gets it with as much as they may. */
  server: ServerOptions;
  desk: Desk;
  guard: RequestGuard;
  limits: HttpLimits;
  streams: OpenStreams;
}

const JSON_AND_EVENTS = ["application/json", "text/event-stream"];

/** Serves MCP over Streamable HTTP, in every protocol era. */
export class McpEndpoint {
  readonly sessions: Sessions;
  readonly #stateless: StatelessHandler;
  readonly #deadlines: Deadlines;

  constructor(private readonly options: McpEndpointOptions) {
    const serverFor = (scope: Scope): ServerOptions => {
      const { server } = options;
      return { ...server, remote: true, readOnly: server.readOnly === true || scope === "read" };
    };
    const openings = new RevocationRegistry();
    options.guard.authenticator.onRevoked?.((credential) => openings.revoke(credential));
    const deadlines = this.#deadlines = new Deadlines(options.limits.requestTime);
    this.sessions = new Sessions({ getServerOptions: serverFor, revocations: openings, deadlines, ...options });
    this.#stateless = new StatelessHandler({
      getServerOptions: serverFor,
      revocations: openings,
      deadlines,
      ...options,
    });
  }

  /** @throws {HttpError} */
  handle(incoming: IncomingRequest): Promise<Response> | Response {
    const principal = this.options.guard.admit(incoming);
    return principal instanceof Promise
      ? principal.then((principal) => this.#serve(incoming, principal))
      : this.#serve(incoming, principal);
  }

  /** Closes every session and stream. */
  async close(): Promise<void> {
    this.#deadlines.close();
    await Promise.all([this.sessions.close(), this.#stateless.close()]);
  }

  #serve(incoming: IncomingRequest, principal: Principal): Promise<Response> | Response {
    if (principal.name !== null) incoming.exchange.principal = principal.name;
    const { request } = incoming;
    if (request.method === "POST") return this.#post(incoming, principal);
    checkMethod(incoming);
    if (request.method === "DELETE") return this.sessions.end(incoming, principal);
    checkAccept(request, ["text/event-stream"]);
    return this.sessions.stream(incoming, principal);
  }

  async #post(incoming: IncomingRequest, principal: Principal): Promise<Response> {
    const { request } = incoming;
    checkAccept(request, JSON_AND_EVENTS);
    checkContentType(request);
    const posted = parsePostedBody(await readBody(request, this.options.limits.bodyBytes, this.#deadlines));
    recordMessage(posted, incoming);
    this.#check(posted, incoming, principal);
    const direct = this.#stateless.tryFastPath(incoming, posted, principal);
    if (direct !== undefined) return await direct;
    const stateless = mayBeStateless(incoming.revision, posted) && await isStateless(request, posted);
    return await (stateless ? this.#stateless : this.sessions).post(incoming, posted, principal);
  }

  /** @throws {HttpError} 429, or 403. */
  #check({ messages }: PostedBody, incoming: IncomingRequest, principal: Principal): void {
    const { guard: gate, server } = this.options;
    if (messages.length > 1) gate.charge(principal, incoming, messages.length - 1);
    checkScope(messages, principal, server.definition, incoming.request, gate.authenticator);
  }
}

/** @throws {HttpError} 405 */
function checkMethod({ request: { method }, revision }: IncomingRequest): void {
  const allowed = namesStateless(revision) ? ["POST"] : ["GET", "POST", "DELETE"];
  if (!allowed.includes(method)) throw createMethodNotAllowedError(method, allowed);
}

/** 405 (RFC 9110, section 15.5.6). */
export function createMethodNotAllowedError(method: string, allowed: readonly string[]): HttpError {
  return new HttpError(405, `${method} is not for this path: it takes ${allowed.join(", ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
}

function recordMessage({ messages, id }: PostedBody, incoming: IncomingRequest): void {
  const { method, params } = messages[0]!;
  const target = params?.name ?? params?.uri;
  incoming.rpcId = id;
  if (method !== undefined) incoming.exchange.rpc = method;
  if (typeof target === "string") incoming.exchange.target = target;
}
