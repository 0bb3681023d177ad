/** Serving many hosts over HTTP (MCP, basic/transports, "Streamable HTTP"). */

import { delay } from "../../../base/delay.ts";
import { settlesWithin } from "../../../base/settles_within.ts";
import type { Desk } from "../../../store/mod.ts";
import { filterTools, type ServerOptions } from "../../protocol/sdk/create_server.ts";
import type { RunningServer } from "../stdio/mod.ts";
import type { Authenticator } from "./auth/authenticator.ts";
import { RequestGuard } from "./auth/request_guard.ts";
import type { HttpLimits } from "./limits.ts";
import { OpenStreams } from "./wire/open_streams.ts";
import { Router, type RouterOptions } from "./router.ts";

export interface HttpOptions extends Pick<RouterOptions, "observe" | "onerror"> {
  /** What is served, but the desk. Without a `stateKey` this process makes its own. */
  server: Omit<ServerOptions, "desk">;
  desk: Desk;
  hostname: string;
  /** 0 for one that is free. */
  port: number;
  /** Certificate chain and private key, as PEM; without them it is plain HTTP. */
  tls?: { cert: string; key: string };
  authenticator: Authenticator;
  /** The names that this server has besides `localhost`. */
  allowedHosts: readonly string[];
  limits: HttpLimits;
}

/** A server under way; it is `done` when it was stopped. */
export interface RunningHttpServer extends RunningServer {
  /** Where MCP is. */
  readonly url: string;
}

/** How long clients may take to hear of the server's end, in milliseconds. */
const SHUTDOWN_TIMEOUT_MS = 1_000;
/** How often it is looked whether anything is still under way, in milliseconds. */
const POLL_INTERVAL_MS = 20;

/**
 * Serves on an address, until it is stopped.
 *
 * @throws {RangeError} When `options.server.tools` names a tool that the server doesn't have.
 * @throws {Deno.errors.AddrInUse} And other errors of the system, when it can't listen there; TypeErrors for bad PEM.
 */
export function serveOnHttp(options: HttpOptions): RunningHttpServer {
  const site = createRouter(options);
  const { hostname, port, tls } = options;
  const server = Deno.serve(
    { hostname, port, ...tls, onListen: () => {} },
    (request, sender) => site.handle(request, sender),
  );
  return {
    url: `${tls === undefined ? "http" : "https"}://${formatHostname(hostname)}:${server.addr.port}/mcp`,
    done: server.finished,
    async stop() {
      site.retire();
      const shutdown = server.shutdown(); // no new connections; those that are open end with their answers
      await waitUntilIdle(site, options.limits.drainTime);
      await site.close();
      await settlesWithin(shutdown, SHUTDOWN_TIMEOUT_MS); // an idle client may keep its connection open
    },
  };
}

function createRouter({ server, desk, limits, authenticator, allowedHosts, observe, onerror }: HttpOptions): Router {
  const options: ServerOptions = {
    ...server,
    desk: Promise.resolve(desk),
    remote: true,
    // The state of a call comes back with another request, for which there is another server.
    stateKey: server.stateKey ?? crypto.getRandomValues(new Uint8Array(32)).toHex(),
    ...onerror && { onerror },
  };
  filterTools(options); // a wrong name is known before the first request
  const gate = new RequestGuard({ authenticator, allowedHosts, messagesPerMinute: limits.messagesPerMinute });
  const streams = new OpenStreams(limits.streams);
  return new Router({
    server: options,
    desk,
    guard: gate,
    limits,
    streams,
    ...observe && { observe },
    ...onerror && { onerror },
  });
}

/** Waits until nothing is under way, or it takes too long. */
async function waitUntilIdle(site: Router, milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (site.pendingCount > 0 && performance.now() < until) await delay(POLL_INTERVAL_MS);
}

function formatHostname(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
