import type { RequestHandlers } from "../handlers/mod.ts";
import type { Protocol } from "../options/mod.ts";

/** The identity of this client, its handlers and its timeouts. */
export interface ConnectionOptions {
  /** The client name that servers see. */
  name: string;
  version: string;
  protocol: Protocol;
  handlers: RequestHandlers;
  /** Time limit for connecting, in milliseconds (default: 30,000). */
  connectTimeout?: number;
  /** Time limit for any other response, in milliseconds (default: 60,000). */
  requestTimeout?: number;
}
