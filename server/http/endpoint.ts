/** `/mcp`: who may come in, what they may send, and which era they speak. */

import type { Desk } from "../../store/mod.ts";
import type { ServerOptions } from "../server.ts";
import type { Principal, Scope } from "./authenticator.ts";
import { readBody } from "./body.ts";
import { Deadlines } from "./deadlines.ts";
import { isStateless, mayBeStateless, namesStateless } from "./era.ts";
import type { Gate } from "./gate.ts";
import type { Incoming } from "./incoming.ts";
import type { HttpLimits } from "./limits.ts";
import { checkAccept, checkContentType } from "./media_type.ts";
import { parsePosted, type Posted } from "./message.ts";
import type { OpenStreams } from "./open_streams.ts";
import { Openings } from "./openings.ts";
import { Refusal } from "./refusal.ts";
import { checkScope } from "./scope.ts";
import { Sessions } from "./sessions.ts";
import { Stateless } from "./stateless.ts";

export interface EndpointOptions {
  /** For everybody; each gets it with as much as they may. */
  server: ServerOptions;
  desk: Desk;
  gate: Gate;
  limits: HttpLimits;
  streams: OpenStreams;
}

const JSON_AND_EVENTS = ["application/json", "text/event-stream"];

/** Serves MCP over Streamable HTTP, in every protocol era. */
export class Endpoint {
  readonly sessions: Sessions;
  readonly #stateless: Stateless;
  readonly #deadlines: Deadlines;

  constructor(private readonly options: EndpointOptions) {
    const serverFor = (scope: Scope): ServerOptions => {
      const { server } = options;
      return { ...server, remote: true, readOnly: server.readOnly === true || scope === "read" };
    };
    const openings = new Openings();
    options.gate.authenticator.onRevoked?.((credential) => openings.end(credential));
    const deadlines = this.#deadlines = new Deadlines(options.limits.requestTime);
    this.sessions = new Sessions({ serverFor, openings, deadlines, ...options });
    this.#stateless = new Stateless({ serverFor, openings, deadlines, ...options });
  }

  /** @throws {Refusal} */
  handle(incoming: Incoming): Promise<Response> | Response {
    const principal = this.options.gate.enter(incoming);
    return principal instanceof Promise
      ? principal.then((principal) => this.#serve(incoming, principal))
      : this.#serve(incoming, principal);
  }

  /** Closes every session and stream. */
  async close(): Promise<void> {
    this.#deadlines.close();
    await Promise.all([this.sessions.close(), this.#stateless.close()]);
  }

  #serve(incoming: Incoming, principal: Principal): Promise<Response> | Response {
    if (principal.name !== null) incoming.exchange.principal = principal.name;
    const { request } = incoming;
    if (request.method === "POST") return this.#post(incoming, principal);
    checkMethod(incoming);
    if (request.method === "DELETE") return this.sessions.end(incoming, principal);
    checkAccept(request, ["text/event-stream"]);
    return this.sessions.stream(incoming, principal);
  }

  async #post(incoming: Incoming, principal: Principal): Promise<Response> {
    const { request } = incoming;
    checkAccept(request, JSON_AND_EVENTS);
    checkContentType(request);
    const posted = parsePosted(await readBody(request, this.options.limits.bodyBytes, this.#deadlines));
    note(posted, incoming);
    this.#check(posted, incoming, principal);
    const direct = this.#stateless.postDirectly(incoming, posted, principal);
    if (direct !== undefined) return await direct;
    const stateless = mayBeStateless(incoming.revision, posted) && await isStateless(request, posted);
    return await (stateless ? this.#stateless : this.sessions).post(incoming, posted, principal);
  }

  /** @throws {Refusal} 429, or 403. */
  #check({ messages }: Posted, incoming: Incoming, principal: Principal): void {
    const { gate, server } = this.options;
    if (messages.length > 1) gate.charge(principal, incoming, messages.length - 1);
    checkScope(messages, principal, server.definition, incoming.request, gate.authenticator);
  }
}

/** @throws {Refusal} 405 */
function checkMethod({ request: { method }, revision }: Incoming): void {
  const allowed = namesStateless(revision) ? ["POST"] : ["GET", "POST", "DELETE"];
  if (!allowed.includes(method)) throw methodNotAllowed(method, allowed);
}

/** 405 (RFC 9110, section 15.5.6). */
export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
  return new Refusal(405, `${method} is not for this path: it takes ${allowed.join(", ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
}

function note({ messages, id }: Posted, incoming: Incoming): void {
  const { method, params } = messages[0]!;
  const target = params?.name ?? params?.uri;
  incoming.rpcId = id;
  if (method !== undefined) incoming.exchange.rpc = method;
  if (typeof target === "string") incoming.exchange.target = target;
}
