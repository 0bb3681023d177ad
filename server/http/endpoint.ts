/** `/mcp`: who may come in, what they may send, and which era they speak. */

import type { Desk } from "../../store/mod.ts";
import type { ServerOptions } from "../server.ts";
import type { Principal, Scope } from "./authenticator.ts";
import { readBody } from "./body.ts";
import { isStateless, namesStateless } from "./era.ts";
import type { Particulars } from "./exchange.ts";
import type { Gate } from "./gate.ts";
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

  constructor(private readonly options: EndpointOptions) {
    const serverFor = (scope: Scope): ServerOptions => {
      const { server } = options;
      return { ...server, remote: true, readOnly: server.readOnly === true || scope === "read" };
    };
    const openings = new Openings();
    options.gate.authenticator.onRevoked?.((credential) => openings.end(credential));
    this.sessions = new Sessions({ serverFor, openings, ...options });
    this.#stateless = new Stateless({ serverFor, openings, ...options });
  }

  /**
   * @param address Where the request comes from.
   * @param particulars Gets what becomes known of the request.
   * @throws {Refusal}
   */
  async handle(request: Request, address: string, particulars: Particulars): Promise<Response> {
    const principal = await this.options.gate.enter(request, address);
    if (principal.name !== null) particulars.principal = principal.name;
    if (request.method === "POST") return await this.#post(request, address, principal, particulars);
    checkMethod(request);
    if (request.method === "DELETE") return await this.sessions.end(request, principal);
    checkAccept(request, ["text/event-stream"]);
    return this.sessions.stream(request, principal);
  }

  /** Closes every session and stream. */
  async close(): Promise<void> {
    await Promise.all([this.sessions.close(), this.#stateless.close()]);
  }

  async #post(request: Request, address: string, principal: Principal, particulars: Particulars): Promise<Response> {
    checkAccept(request, JSON_AND_EVENTS);
    checkContentType(request);
    const posted = parsePosted(await readBody(request, this.options.limits));
    Object.assign(particulars, particularsOf(posted));
    const { gate, server } = this.options;
    const { messages } = posted;
    if (messages.length > 1) gate.charge(principal, address, messages.length - 1);
    checkScope(messages, principal, server.definition, request, gate.authenticator);
    const direct = this.#stateless.postDirectly(request, posted, principal);
    if (direct !== undefined) return await direct;
    const era = await isStateless(request, posted) ? this.#stateless : this.sessions;
    return await era.post(request, posted, principal);
  }
}

/** @throws {Refusal} 405 */
function checkMethod({ method, headers }: Request): void {
  const allowed = namesStateless(headers) ? ["POST"] : ["GET", "POST", "DELETE"];
  if (!allowed.includes(method)) throw methodNotAllowed(method, allowed);
}

/** 405 (RFC 9110, section 15.5.6). */
export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
  return new Refusal(405, `${method} is not for this path: it takes ${allowed.join(", ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
}

function particularsOf({ messages, id }: Posted): Particulars {
  const { method, params } = messages[0]!;
  const target = params?.name ?? params?.uri;
  return { rpcId: id, ...method !== undefined && { rpc: method }, ...typeof target === "string" && { target } };
}
