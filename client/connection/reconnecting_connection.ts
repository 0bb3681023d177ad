import { AgentError, type ServerError } from "../errors/mod.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { isDisconnect, isUnprocessed } from "./disconnect.ts";
import type { ServerSource } from "../configuration/mod.ts";
import type { Pause } from "./reconnect.ts";

/** Before each attempt to connect, in seconds: a restart takes no longer, and somebody waits for this to go on. */
const RETRY_DELAYS = [0.5, 1, 2, 4, 8, 15];

/** What a connection that lasts needs of the run that it belongs to. */
export interface ConnectionContext {
  /** Aborted when this program must end at once: nothing is tried any longer then. */
  hurry: AbortSignal;
  /** Passes the time before another attempt. */
  pause: Pause;
  /** Tells people that a server is away, and that it is there again. */
  remark(text: string): void;
}

/** What is asked of a server, on a connection that is open at the moment. */
type Request<Answer> = (connection: Connection) => Promise<Answer>;

/**
 * A server whose connection is opened anew when it is lost, where the server's {@linkcode ServerSource} wants that: what
 * was asked for is then asked for again, unless it may have changed something.
 */
export class ReconnectingConnection {
  readonly server: string;
  readonly #source: ServerSource;
  readonly #host: ConnectionOptions;
  readonly #surroundings: ConnectionContext;
  #connection: Connection | undefined;
  #isAway = false;

  private constructor(source: ServerSource, host: ConnectionOptions, surroundings: ConnectionContext) {
    this.server = source.name;
    this.#source = source;
    this.#host = host;
    this.#surroundings = surroundings;
  }

  /**
   * Connects to a server.
   *
   * @throws {ServerError} When it can't be reached, ends, or gives no sensible answer in time. One that may be there in
   * a moment is tried again first.
   */
  static async open(
    source: ServerSource,
    host: ConnectionOptions,
    surroundings: ConnectionContext,
  ): Promise<ReconnectingConnection> {
    const lasting = new ReconnectingConnection(source, host, surroundings);
    await lasting.request(() => Promise.resolve());
    return lasting;
  }

  /**
   * Asks for something that may be asked for twice.
   *
   * @throws {ServerError} When the server fails, or stays away.
   */
  async request<Answer>(request: Request<Answer>): Promise<Answer> {
    try {
      return await this.#attempt(request);
    } catch (error) {
      if (this.#source.whenLost !== "reconnect" || !this.#isPassing(error)) throw error;
      return await this.#askAgain(error, request);
    }
  }

  /**
   * Asks for a change, which isn't asked for twice when the first time may have made it.
   *
   * @param what What is used for it, such as `close_ticket_tool`.
   * @throws {ServerError} When the server fails, or stays away.
   * @throws {AgentError} When the connection was lost half-way.
   */
  change<Answer>(what: string, request: Request<Answer>): Promise<Answer> {
    return this.request(async (connection) => {
      try {
        return await request(connection);
      } catch (error) {
        throw isDisconnect(error) && !isUnprocessed(error) ? createUnknownOutcomeError(what, error) : error;
      }
    });
  }

  /** Ends the connection, and the server where it was started for it. Never rejects. */
  async close(): Promise<void> {
    await this.#connection?.close();
  }

  async #attempt<Answer>(request: Request<Answer>): Promise<Answer> {
    this.#connection ??= await this.#open();
    return await request(this.#connection);
  }

  async #open(): Promise<Connection> {
    const { hurry, remark } = this.#surroundings;
    const connection = await Connection.open(this.server, () => this.#source.reach(hurry), this.#host);
    if (this.#isAway) remark(`The server \`${this.server}\` answers now.`);
    this.#isAway = false;
    return connection;
  }

  async #askAgain<Answer>(failure: ServerError, request: Request<Answer>): Promise<Answer> {
    const { reconnectWithBackoff } = await import("./reconnect.ts"); // few runs need it
    const { hurry, pause, remark } = this.#surroundings;
    remark(`${failure.message} It is tried again, for half a minute or so.`);
    this.#isAway = true;
    const again = async () => {
      await this.#connection?.close(); // what is left of it must not hold anything up
      this.#connection = undefined;
      return await this.#attempt(request);
    };
    const isPassing = (error: ServerError) => this.#isPassing(error);
    return await reconnectWithBackoff(again, hurry, RETRY_DELAYS, { pause, isPassing });
  }

  /** Nothing is, once this program must end: connections are cut then. */
  #isPassing(error: unknown): error is ServerError {
    return isDisconnect(error) && !this.#surroundings.hurry.aborted;
  }
}

function createUnknownOutcomeError(what: string, { message, remarks, cause }: ServerError): AgentError {
  const advice =
    `It may have done ${what} before, so that isn't repeated: look at the ticket before you run this again.`;
  return new AgentError(`${message} ${advice}`, remarks, { cause });
}
