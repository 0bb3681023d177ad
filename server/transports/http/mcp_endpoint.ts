/** `/mcp`: authenticates requests, parses them, and selects the era that answers. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Desk } from "../../../store/mod.ts";
import {
  InvalidMessageError,
  isStatelessRevision,
  mayBeStateless,
  META_KEYS,
  NO_BATCHES,
  parseBytes,
  type Payload,
  type ServerOptions,
} from "../../protocol/mod.ts";
import { checkScope, type Principal, type RequestGuard, RevocationRegistry, ScopedServers } from "./auth/mod.ts";
import { Sessions } from "./sessions/mod.ts";
import { type Call, Calls, Share } from "./shares/mod.ts";
import { isStateless, StatelessHandler } from "./stateless/mod.ts";
import {
  checkAccept,
  checkContentType,
  Deadlines,
  getDeclaredLength,
  HttpError,
  type HttpLimits,
  type IncomingRequest,
  type OpenStreams,
  readBytes,
  RPC_CODES,
  toHttpError,
} from "./wire/mod.ts";

export interface McpEndpointOptions {
  /** Serves all principals, each within its scope. */
  server: ServerOptions;
  desk: Desk;
  guard: RequestGuard;
  limits: HttpLimits;
  streams: OpenStreams;
}

/** Serves MCP over Streamable HTTP, in every revision. */
export class McpEndpoint {
  readonly sessions: Sessions;
  readonly #stateless: StatelessHandler;
  /** For reading bodies. */
  readonly deadlines: Deadlines;
  readonly #calls: Calls;

  constructor(private readonly options: McpEndpointOptions) {
    const { server, guard, limits } = options;
    const revocations = new RevocationRegistry();
    guard.authenticator.onRevoked?.((credential) => revocations.revoke(credential));
    const deadlines = this.deadlines = new Deadlines(limits.requestTime);
    this.#calls = new Calls(limits);
    const subscriptions = new Share(limits.subscriptions);
    const shared = { ...options, servers: new ScopedServers(server), revocations, deadlines, subscriptions };
    this.sessions = new Sessions(shared);
    this.#stateless = new StatelessHandler(shared);
  }

  /** @throws {HttpError} */
  handle(incoming: IncomingRequest): Promise<Response> | Response {
    const principal = this.options.guard.admit(incoming);
    return principal instanceof Promise
      ? principal.then((principal) => this.#handle(incoming, principal))
      : this.#handle(incoming, principal);
  }

  /** Closes every session and stream. */
  async close(): Promise<void> {
    this.deadlines.close();
    this.sessions.close();
    await this.#stateless.close();
  }

  #handle(incoming: IncomingRequest, principal: Principal): Promise<Response> | Response {
    if (principal.name !== null) incoming.exchange.principal = principal.name;
    const { request } = incoming;
    if (request.method === "POST") return this.#post(incoming, principal);
    checkMethod(incoming);
    if (request.method === "DELETE") return this.sessions.end(incoming, principal);
    checkAccept(request, "text/event-stream");
    return this.sessions.openStream(incoming, principal);
  }

  async #post(incoming: IncomingRequest, principal: Principal): Promise<Response> {
    const { request } = incoming;
    checkAccept(request, "application/json");
    checkContentType(request);
    const { bodyBytes } = this.options.limits;
    const declared = getDeclaredLength(request);
    const call = this.#calls.start(incoming.client, Math.min(declared ?? bodyBytes, bodyBytes));
    try {
      const bytes = await readBytes(request, declared, bodyBytes, this.deadlines);
      if (declared === undefined) call.resize(bytes.length);
      return await this.#answer(incoming, parseBytes(bytes), principal, call);
    } finally {
      call.endWithResponse();
    }
  }

  async #answer(
    incoming: IncomingRequest,
    payload: Payload,
    principal: Principal,
    call: Call,
  ): Promise<Response> {
    const valid = payload.messages.filter(isValid);
    if (valid.length === 0) throw this.#reject(payload, incoming, principal);
    recordMessage(valid[0]!, payload.isBatch, incoming);
    this.#check(valid, incoming, principal);
    if (payload.isBatch) return await this.#postBatch(payload, valid, incoming, principal, call);
    const message = valid[0]!;
    if (!mayBeStateless(incoming.revision, message)) {
      return await this.sessions.post(incoming, payload, principal, call);
    }
    const response = this.#stateless.tryFastPath(incoming, message, principal);
    if (response !== undefined) return await response;
    if (await isStateless(incoming.request, message)) {
      return await this.#stateless.post(incoming, message, principal, call);
    }
    return await this.sessions.post(incoming, payload, principal, call);
  }

  /** Rejects a payload without a valid message: 400. */
  #reject(payload: Payload, incoming: IncomingRequest, principal: Principal): HttpError {
    const error = payload.messages[0] as InvalidMessageError;
    incoming.rpcId = payload.isBatch ? null : error.id;
    this.sessions.rejectResponses(incoming, payload, principal);
    return toHttpError(error);
  }

  #postBatch(
    payload: Payload,
    valid: readonly JSONRPCMessage[],
    incoming: IncomingRequest,
    principal: Principal,
    call: Call,
  ): Promise<Response> {
    if (isStatelessRevision(incoming.revision) || valid.some(namesStatelessRevision)) throw createBatchError();
    return this.sessions.post(incoming, payload, principal, call);
  }

  /** @throws {HttpError} 429, or 403. */
  #check(messages: readonly JSONRPCMessage[], incoming: IncomingRequest, principal: Principal): void {
    const { guard, server } = this.options;
    if (messages.length > 1) guard.charge(incoming, messages.length - 1);
    if (principal.scope === "read") {
      checkScope(messages, principal, server.definition, incoming.request, guard.authenticator);
    }
  }
}

function isValid(message: Payload["messages"][number]): message is JSONRPCMessage {
  return !(message instanceof InvalidMessageError);
}

/** Records the first valid message for logs and metrics. */
function recordMessage(message: JSONRPCMessage, isBatch: boolean, incoming: IncomingRequest): void {
  if (!("method" in message)) return;
  if (!isBatch) incoming.rpcId = "id" in message ? message.id : null;
  const { method, params } = message;
  const target = params?.name ?? params?.uri;
  incoming.exchange.rpc = method;
  if (typeof target === "string") incoming.exchange.target = target;
}

function namesStatelessRevision(message: JSONRPCMessage): boolean {
  return mayBeStateless(null, message) && "method" in message &&
    isStatelessRevision(message.params?._meta?.[META_KEYS.protocolVersion]);
}

function createBatchError(): HttpError {
  return new HttpError(400, NO_BATCHES, { code: RPC_CODES.invalidRequest });
}

/** @throws {HttpError} 405 */
function checkMethod({ request: { method }, revision }: IncomingRequest): void {
  const allowed = isStatelessRevision(revision) ? ["POST"] : ["GET", "POST", "DELETE"];
  if (!allowed.includes(method)) throw createMethodNotAllowedError(method, allowed);
}

/** 405 (RFC 9110, section 15.5.6). */
export function createMethodNotAllowedError(method: string, allowed: readonly string[]): HttpError {
  return new HttpError(405, `${method} is not supported at this path. Use ${allowed.join(", ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
}
