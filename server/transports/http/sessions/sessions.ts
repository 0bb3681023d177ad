/** The open sessions. */

import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import {
  ALREADY_OPEN,
  findInitializeProblem,
  InvalidMessageError,
  InvalidResponseError,
  type Payload,
  STATELESS_SINCE,
} from "../../../protocol/mod.ts";
import { type Principal, type RevocationRegistry, type ScopedServers } from "../auth/mod.ts";
import {
  type Deadlines,
  HttpError,
  type HttpLimits,
  type IncomingRequest,
  type OpenStreams,
  RPC_CODES,
} from "../wire/mod.ts";
import { type Call, type Share, SubscriptionShare } from "../shares/mod.ts";
import { makeRoom } from "./make_room.ts";
import { Session } from "./session.ts";

const SESSION_ID = "mcp-session-id";
/** The longest time between searches for idle sessions, in milliseconds. */
const MAX_SWEEP_INTERVAL_MS = 30_000;
/** A session keeps what the client declares about itself. */
const MAX_INITIALIZE_BYTES = 64 * 1024;

export interface SessionsOptions {
  servers: ScopedServers;
  limits: HttpLimits;
  streams: OpenStreams;
  revocations: RevocationRegistry;
  deadlines: Deadlines;
  subscriptions: Share;
}

/** Opens, finds and closes sessions. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #sweepTimer: ReturnType<typeof setInterval>;

  constructor(private readonly options: SessionsOptions) {
    const { sessionIdle } = options.limits;
    const interval = Math.min(MAX_SWEEP_INTERVAL_MS, Math.max(1, sessionIdle / 4));
    this.#sweepTimer = setInterval(() => this.#closeIdle(), interval);
    Deno.unrefTimer(this.#sweepTimer);
  }

  /** The number of open sessions. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Answers the messages of a request in its session, or opens a session.
   *
   * @throws {HttpError} 400 for an unsupported revision or a missing session id, 404 for one that is not open, 503 if too
   * many are in use.
   */
  post(incoming: IncomingRequest, payload: Payload, principal: Principal, call: Call): Promise<Response> {
    if (payload.messages.some(isInitialize)) return this.#open(incoming, payload, principal, call);
    return this.#find(incoming, principal).post(incoming.request, payload, principal.authInfo, call);
  }

  /** Fails the requests of a session's server that a payload has invalid responses to. */
  rejectResponses({ request }: IncomingRequest, { messages }: Payload, principal: Principal): void {
    const session = this.#get(request.headers.get(SESSION_ID), principal);
    for (const message of messages) if (message instanceof InvalidResponseError) session?.rejectResponse(message);
  }

  /** @throws {HttpError} Like {@linkcode post}, and 503 if too many streams are open. */
  openStream(incoming: IncomingRequest, principal: Principal): Response {
    const session = this.#find(incoming, principal);
    this.options.streams.makeRoom(incoming.client);
    return session.openStream(incoming.request);
  }

  /** Closes a session for its client. @throws {HttpError} Like {@linkcode post}. */
  end(incoming: IncomingRequest, principal: Principal): Response {
    this.#find(incoming, principal).close();
    return new Response(null, { status: 204 });
  }

  /** Closes all sessions. */
  close(): void {
    clearInterval(this.#sweepTimer);
    for (const session of [...this.#sessions.values()]) session.close();
  }

  async #open(incoming: IncomingRequest, payload: Payload, principal: Principal, call: Call): Promise<Response> {
    this.#checkInitialize(incoming, payload, call.size);
    makeRoom(this.#sessions, this.options.limits.sessions, incoming.client);
    const session = this.#create(principal, incoming.client);
    try {
      const response = await session.post(incoming.request, payload, principal.authInfo, call);
      if (!session.isInitialized) await checkRefusal(response, payload);
      return response;
    } finally {
      if (!session.isInitialized) session.close();
    }
  }

  /** @throws {HttpError} 400, or 413. */
  #checkInitialize({ request, revision }: IncomingRequest, { isBatch, messages }: Payload, bytes: number): void {
    checkRevision(revision);
    if (bytes > MAX_INITIALIZE_BYTES) throw createLargeInitializeError();
    // A client that still sends the id of a session that has ended opens a new one.
    if (this.#sessions.has(request.headers.get(SESSION_ID) ?? "")) throw createUnexpectedInitializeError();
    const params = isBatch ? undefined : (messages[0] as { params?: Record<string, unknown> }).params;
    const problem = findInitializeProblem(params);
    if (problem !== undefined) throw new HttpError(400, problem, { code: RPC_CODES.invalidParams });
  }

  #create({ scope, identity, credential }: Principal, client: string): Session {
    const { servers, streams, revocations, deadlines, subscriptions } = this.options;
    const { options, fastPath } = servers.get(scope);
    const session = new Session({
      server: options,
      fastPath,
      owner: identity,
      scope,
      client,
      subscriptions: new SubscriptionShare(subscriptions, client),
      deadlines,
      streams,
      onClosed: () => {
        this.#sessions.delete(session.id);
        forget();
      },
    });
    this.#sessions.set(session.id, session); // before it is initialized, so that it counts
    const forget = revocations.add(credential, () => session.close());
    return session;
  }

  #find({ request: { headers }, revision }: IncomingRequest, principal: Principal): Session {
    checkRevision(revision);
    const id = headers.get(SESSION_ID);
    if (id === null) {
      throw new HttpError(400, "Mcp-Session-Id is missing. Open a session with initialize, and send its id.");
    }
    const session = this.#get(id, principal);
    if (session === undefined) {
      throw new HttpError(404, "This session is not open. Open a new one with initialize.", {
        code: RPC_CODES.noSession,
      });
    }
    return session;
  }

  /** The session of another principal counts as missing: an id is no credential. So does one with a smaller scope. */
  #get(id: string | null, { identity, scope }: Principal): Session | undefined {
    const session = this.#sessions.get(id ?? "");
    const isTooSmall = session?.scope === "read" && scope === "write";
    return session?.owner === identity && !isTooSmall ? session : undefined;
  }

  #closeIdle(): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.idleMs >= this.options.limits.sessionIdle) session.close();
    }
  }
}

function isInitialize(message: Payload["messages"][number]): boolean {
  return !(message instanceof InvalidMessageError) && "method" in message && message.method === "initialize";
}

/**
 * Checks the response to an `initialize` that opened no session, and takes the session's id from it.
 *
 * @throws {HttpError} 400 if the SDK found its parameters invalid.
 */
async function checkRefusal(response: Response, { isBatch }: Payload): Promise<void> {
  response.headers.delete(SESSION_ID);
  if (isBatch || response.headers.get("content-type") !== "application/json") return;
  const { error } = await response.clone().json();
  if (error?.code === RPC_CODES.invalidParams) throw new HttpError(400, error.message, { code: error.code });
}

function createUnexpectedInitializeError(): HttpError {
  return new HttpError(400, `${ALREADY_OPEN} Send it without Mcp-Session-Id.`, { code: RPC_CODES.invalidRequest });
}

function createLargeInitializeError(): HttpError {
  const message = `initialize is too large (limit ${MAX_INITIALIZE_BYTES.toLocaleString("en-US")} bytes).`;
  return new HttpError(413, message, { code: RPC_CODES.invalidRequest });
}

/**
 * Rejects revisions that are not supported (MCP 2025-11-25, basic/transports, "Protocol Version Header"). Older clients name
 * none.
 *
 * @throws {HttpError} 400
 */
function checkRevision(revision: string | null): void {
  if (revision === null || SUPPORTED_PROTOCOL_VERSIONS.includes(revision)) return;
  if (revision === STATELESS_SINCE) {
    throw new HttpError(400, `${revision} has no sessions. Send only requests and notifications, with POST.`);
  }
  const supported = [STATELESS_SINCE, ...SUPPORTED_PROTOCOL_VERSIONS].join(", ");
  throw new HttpError(400, `Unsupported protocol version "${revision}". Supported: ${supported}.`);
}
