/** Messages to the client for the requests that came together. */

import type { JSONRPCMessage, TransportSendOptions } from "@modelcontextprotocol/server";

export interface SendOptions extends TransportSendOptions {
  /** The response to the related request follows at once. */
  responseFollows?: boolean;
}

/** Collects what the server sends for the requests that came together: in one HTTP request, or in one batch. */
export interface Reply {
  /** @param responseFollows The response to the same request follows at once. */
  send(message: JSONRPCMessage, responseFollows?: boolean): void;
  /** A request was cancelled: it gets no response. */
  drop(): void;
}
