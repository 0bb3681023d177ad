import type { ServerSource } from "../configuration/mod.ts";
import { AgentError, type ServerError } from "../errors/mod.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { isDisconnect, isUnprocessed } from "./disconnect.ts";
import { reconnect } from "./reconnect.ts";

/** The run that a connection belongs to. */
export interface ConnectionContext {
  /** Aborted when this program shuts down; ends all attempts. */
  shutdown: AbortSignal;
  /** Waits before an attempt to reconnect. */
  pause(seconds: number, signal: AbortSignal): Promise<void>;
  /** Reports to the person that a server is unavailable, and that it is back. */
  remark(text: string): void;
}

/** Sends a request on the current connection. */
type Request<Result> = (connection: Connection) => Promise<Result>;

/**
 * A connection that is reopened after a disconnect if the server's {@linkcode ServerSource} says so. Requests are then
 * repeated, unless they may have changed something.
 */
export class ReconnectingConnection {
  readonly server: string;
  readonly isTrusted: boolean;
  readonly #source: ServerSource;
  readonly #options: ConnectionOptions;
  readonly #context: ConnectionContext;
  #connection: Connection | undefined;
  #isUnavailable = false;

  private constructor(source: ServerSource, options: ConnectionOptions, context: ConnectionContext) {
    this.server = source.name;
    this.isTrusted = source.isTrusted;
    this.#source = source;
    this.#options = options;
    this.#context = context;
  }

  /**
   * Connects to a server. Retries while it is temporarily unavailable.
   *
   * @throws {ServerError} If the server cannot be reached, exits, or does not respond properly in time.
   */
  static async open(
    source: ServerSource,
    options: ConnectionOptions,
    context: ConnectionContext,
  ): Promise<ReconnectingConnection> {
    const connection = new ReconnectingConnection(source, options, context);
    await connection.request(() => Promise.resolve());
    return connection;
  }

  /**
   * Sends an idempotent request, and repeats it after a disconnect.
   *
   * @throws {ServerError} If the server fails or stays unavailable.
   */
  async request<Result>(send: Request<Result>): Promise<Result> {
    try {
      return await this.#attempt(send);
    } catch (error) {
      if (this.#source.onDisconnect !== "reconnect" || !this.#isTemporary(error)) throw error;
      return await this.#retry(error, send);
    }
  }

  /**
   * Sends a request that changes something. Repeats it only if the server certainly did not process it.
   *
   * @param tool The tool that makes the change, such as `close_ticket_tool`.
   * @throws {ServerError} If the server fails or stays unavailable.
   * @throws {AgentError} If the connection broke off and the change may have been made.
   */
  change<Result>(tool: string, send: Request<Result>): Promise<Result> {
    return this.request(async (connection) => {
      try {
        return await send(connection);
      } catch (error) {
        throw isDisconnect(error) && !isUnprocessed(error) ? createUnknownOutcomeError(tool, error) : error;
      }
    });
  }

  /** Closes the connection, and stops the server if it was started for it. Never rejects. */
  async close(): Promise<void> {
    await this.#connection?.close();
  }

  async #attempt<Result>(send: Request<Result>): Promise<Result> {
    this.#connection ??= await this.#open();
    return await send(this.#connection);
  }

  async #open(): Promise<Connection> {
    const { shutdown, remark } = this.#context;
    const connection = await Connection.open(this.server, () => this.#source.openTransport(shutdown), this.#options);
    if (this.#isUnavailable) remark(`The server \`${this.server}\` is available again.`);
    this.#isUnavailable = false;
    return connection;
  }

  async #retry<Result>(error: ServerError, send: Request<Result>): Promise<Result> {
    const { shutdown, pause, remark } = this.#context;
    remark(`${error.message} Retrying for about 30 seconds.`);
    this.#isUnavailable = true;
    const attempt = async () => {
      await this.#connection?.close(); // a half-open connection must not block the next one
      this.#connection = undefined;
      return await this.#attempt(send);
    };
    const isTemporary = (failure: ServerError) => this.#isTemporary(failure);
    return await reconnect(attempt, { signal: shutdown, pause, isTemporary });
  }

  /** During shutdown every disconnect is final, because connections are cut then. */
  #isTemporary(error: unknown): error is ServerError {
    return isDisconnect(error) && !this.#context.shutdown.aborted;
  }
}

function createUnknownOutcomeError(tool: string, { message, remarks, cause }: ServerError): AgentError {
  const advice =
    `${tool} may have made its change, so it was not repeated: check the ticket before you run this again.`;
  return new AgentError(`${message} ${advice}`, remarks, { cause });
}
