/** The sessions that are open. */

import { isInitializeRequest } from "@modelcontextprotocol/server";
import type { ServerOptions } from "../../../protocol/sdk/create_server.ts";
import { type Principal, type Scope, toAuthInfo } from "../auth/authenticator.ts";
import type { Deadlines } from "../deadlines.ts";
import type { IncomingRequest } from "../incoming_request.ts";
import type { HttpLimits } from "../limits.ts";
import type { PostedBody } from "../wire/posted_body.ts";
import type { OpenStreams } from "../wire/open_streams.ts";
import type { RevocationRegistry } from "../auth/revocation_registry.ts";
import { HttpError, RPC_CODES } from "../http_error.ts";
import { checkRevision } from "./check_revision.ts";
import { Session } from "./session.ts";

const SESSION_ID = "mcp-session-id";
/** How often idle sessions are looked for, at most. In milliseconds. */
const MAX_SWEEP_INTERVAL_MS = 30_000;

export interface SessionsOptions {
  /** The server that a scope gets. */
  getServerOptions: (scope: Scope) => ServerOptions;
  limits: HttpLimits;
  streams: OpenStreams;
  revocations: RevocationRegistry;
  deadlines: Deadlines;
}

/** Opens, finds and closes sessions. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  constructor(private readonly options: SessionsOptions) {
    const { sessionIdle } = options.limits;
    this.#sweeping = setInterval(
      () => this.#closeIdle(),
      Math.min(MAX_SWEEP_INTERVAL_MS, Math.max(1, sessionIdle / 4)),
    );
    Deno.unrefTimer(this.#sweeping);
  }

  /** How many are open. */
  get size(): number {
    return this.#sessions.size;
  }

  /** @throws {HttpError} 400 for a wrong revision, or without a session id where it takes one, 404 for one that isn't open, 503 when too many are. */
  post(incoming: IncomingRequest, posted: PostedBody, principal: Principal): Promise<Response> {
    if (posted.messages.some(({ method }) => method === "initialize")) return this.#open(incoming, posted, principal);
    return this.#find(incoming, principal).post(incoming.request, posted, toAuthInfo(principal));
  }

  /** @throws {HttpError} As {@linkcode post} does; 503 also when too many streams are open. */
  stream(incoming: IncomingRequest, principal: Principal): Response {
    const session = this.#find(incoming, principal);
    this.options.streams.checkCapacity();
    return session.stream(incoming.request);
  }

  /** Closes the one that its client has no more use for. @throws {HttpError} As {@linkcode post} does. */
  async end(incoming: IncomingRequest, principal: Principal): Promise<Response> {
    await this.#find(incoming, principal).close();
    return new Response(null, { status: 204 });
  }

  /** Closes all. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
  }

  async #open(incoming: IncomingRequest, posted: PostedBody, principal: Principal): Promise<Response> {
    const { getServerOptions: serverFor, limits, streams, revocations: openings, deadlines } = this.options;
    checkRevision(incoming.revision);
    if (incoming.request.headers.get(SESSION_ID) !== null) throw createUnexpectedInitializeError();
    if (!isInitializeRequest(posted.body)) throw createMalformedInitializeError();
    if (this.#sessions.size >= limits.sessions) throw createTooManySessionsError(limits.sessions);
    const session = new Session({
      server: serverFor(principal.scope),
      owner: principal.identity,
      scope: principal.scope,
      deadlines,
      streams,
      onClosed: () => {
        this.#sessions.delete(session.id);
        forget();
      },
    });
    this.#sessions.set(session.id, session); // at once, so that it counts
    const forget = openings.add(principal.credential, () => void session.close().catch(() => {}));
    try {
      await session.connect();
      return await session.post(incoming.request, posted, toAuthInfo(principal));
    } finally {
      if (!session.initialized) await session.close();
    }
  }

  #find({ request: { headers }, revision }: IncomingRequest, { identity, scope }: Principal): Session {
    checkRevision(revision);
    const id = headers.get(SESSION_ID);
    if (id === null) {
      throw new HttpError(400, `There is no session yet, and no Mcp-Session-Id: begin with initialize.`);
    }
    const session = this.#sessions.get(id);
    // Somebody else's counts as none: an id isn't what lets somebody in. So does one that has less than they may by now.
    const outgrown = session?.scope === "read" && scope === "write";
    if (session === undefined || session.owner !== identity || outgrown) {
      throw new HttpError(404, "This session is not open any more: begin a new one with initialize.", {
        code: RPC_CODES.noSession,
      });
    }
    return session;
  }

  #closeIdle(): void {
    for (const session of this.#sessions.values()) {
      if (session.idleMs >= this.options.limits.sessionIdle) session.close().catch(() => {}); // it is gone either way
    }
  }
}

function createUnexpectedInitializeError(): HttpError {
  return new HttpError(400, "initialize begins a session, and this one is open.", { code: RPC_CODES.invalidRequest });
}

function createMalformedInitializeError(): HttpError {
  return new HttpError(400, "initialize is one message, with protocolVersion, capabilities and clientInfo.", {
    code: RPC_CODES.invalidParams,
  });
}

function createTooManySessionsError(most: number): HttpError {
  return new HttpError(503, `As many sessions are open as may be (${most}): try again in a minute.`, {
    headers: { "Retry-After": "60" },
  });
}
