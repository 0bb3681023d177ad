import { type Client, type RequestOptions, SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import type { CallTimeouts, PageVisits } from "../handlers/mod.ts";
import { type DiagnosableTransport, toServerError } from "../transports/mod.ts";
import { ServerError } from "../errors/mod.ts";

/** What requests to a server need. */
export interface ServerRequestsOptions {
  client: Client;
  transport: DiagnosableTransport;
  /** Stand still while somebody answers what the server asks. */
  clocks: CallTimeouts;
  pages: PageVisits;
  /** How long the server may take for an answer, in milliseconds. */
  timeout: number;
}

/** Sends one request, in the time that it is given. */
type Send<Result> = (client: Client, options: RequestOptions) => Promise<Result>;

/** For requests that this program times itself: the longest that the SDK can wait, in milliseconds. */
const NO_TIMEOUT = 2 ** 31 - 1;
const NEVER = new AbortController().signal;

/** Requests to one server: how long they may take, and what is told of those that fail. */
export class ServerRequests {
  readonly #server: string;
  readonly #options: ServerRequestsOptions;

  /** @param server Its name, as people know it. */
  constructor(server: string, options: ServerRequestsOptions) {
    this.#server = server;
    this.#options = options;
  }

  /**
   * Asks for what the server knows by itself, such as a list.
   *
   * @param wanted What it is, for people: `its tools`.
   * @throws {ServerError} When the server gives no answer in time, an error, or can't be used any longer.
   */
  async send<Result>(wanted: string, send: Send<Result>): Promise<Result> {
    const { client, transport, timeout } = this.#options;
    try {
      if (client.transport === undefined || transport.isDisconnected) {
        throw new SdkError(SdkErrorCode.NotConnected, "Not connected");
      }
      return await send(client, { timeout });
    } catch (error) {
      throw await toServerError(this.#server, wanted, error, transport);
    }
  }

  /**
   * Asks for something that is work. The server may take its time as long as it tells how far it is, or waits for an
   * answer to a question; it is asked once more after a page was visited that it wants visited first.
   *
   * @param wanted What it is, for people: `the tool close_ticket_tool`.
   * @param signal Takes the request back when aborted; rejects then with the signal's reason.
   * @throws {ServerError} As {@linkcode send} does.
   */
  async sendLongRunning<Result>(wanted: string, send: Send<Result>, signal: AbortSignal = NEVER): Promise<Result> {
    const { clocks, pages, timeout } = this.#options;
    using clock = clocks.start(timeout);
    const over = AbortSignal.any([clock.signal, signal]);
    const options = { timeout: NO_TIMEOUT, signal: over, onprogress: () => clock.restart() };
    try {
      return await pages.run(() => this.send(wanted, (client) => send(client, options)), over);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!clock.signal.aborted) throw error;
      const seconds = timeout / 1000;
      throw new ServerError(this.#server, `gave no answer within ${seconds} seconds when asked for ${wanted}`);
    }
  }
}
