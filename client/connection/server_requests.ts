import { type Client, type RequestOptions, SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import type { CallTimeouts, PageVisits } from "../handlers/mod.ts";
import { type DiagnosableTransport, toServerError } from "../transports/mod.ts";
import { ServerError } from "../errors/mod.ts";

/** The parts that requests to a server depend on. */
export interface ServerRequestsOptions {
  client: Client;
  transport: DiagnosableTransport;
  /** Paused while a request of the server is handled. */
  timeouts: CallTimeouts;
  pages: PageVisits;
  /** Time limit for a response, in milliseconds. */
  timeout: number;
}

/** Sends one request with the given limits. */
type Send<Result> = (client: Client, options: RequestOptions) => Promise<Result>;

/** The longest timeout of the SDK, in milliseconds, for requests with a timeout of our own. */
const NO_TIMEOUT = 2 ** 31 - 1;
const NEVER = new AbortController().signal;

/** Sends requests to one server, with timeouts and readable errors. */
export class ServerRequests {
  readonly #server: string;
  readonly #options: ServerRequestsOptions;

  /** @param server The server's display name. */
  constructor(server: string, options: ServerRequestsOptions) {
    this.#server = server;
    this.#options = options;
  }

  /**
   * Sends a request that the server can answer immediately, such as for a list.
   *
   * @param action The request in words, such as `listing its tools`.
   * @throws {ServerError} If the server fails, returns an error or does not respond in time.
   */
  async send<Result>(action: string, send: Send<Result>): Promise<Result> {
    const { client, transport, timeout } = this.#options;
    try {
      if (client.transport === undefined || transport.isDisconnected) {
        throw new SdkError(SdkErrorCode.NotConnected, "Not connected");
      }
      return await send(client, { timeout });
    } catch (error) {
      throw await toServerError(this.#server, action, error, transport);
    }
  }

  /**
   * Sends a request that may take long. The timeout restarts with each progress notification and pauses while the server
   * waits for this client. Visits the pages that the server requires first, and then repeats the request.
   *
   * @param action The request in words, such as `running the tool close_ticket_tool`.
   * @param signal Cancels the request when aborted; the promise then rejects with the signal's reason.
   * @throws {ServerError} As {@linkcode send} does.
   */
  async sendLongRunning<Result>(action: string, send: Send<Result>, signal: AbortSignal = NEVER): Promise<Result> {
    const { timeouts, pages, timeout } = this.#options;
    using callTimeout = timeouts.start(timeout);
    const over = AbortSignal.any([callTimeout.signal, signal]);
    const options = { timeout: NO_TIMEOUT, signal: over, onprogress: () => callTimeout.restart() };
    try {
      return await pages.run(() => this.send(action, (client) => send(client, options)), over);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!callTimeout.signal.aborted) throw error;
      const seconds = timeout / 1000;
      throw new ServerError(this.#server, `timed out after ${seconds} seconds while ${action}`);
    }
  }
}
