/** Serves many hosts over HTTP (MCP, basic/transports, "Streamable HTTP"). */

import type { AddressRange } from "../../../base/network/address_range.ts";
import { delay } from "../../../base/timing/delay.ts";
import { settlesWithin } from "../../../base/timing/settles_within.ts";
import type { Desk } from "../../../store/mod.ts";
import { filterTools, type ServerOptions } from "../../protocol/mod.ts";
import { type Authenticator, RequestGuard } from "./auth/mod.ts";
import { Listener } from "./listener.ts";
import type { OpenFiles } from "./open_files.ts";
import { Router, type RouterOptions } from "./router.ts";
import { type HostCheckOptions, type HttpLimits, OpenStreams, TrustedProxies } from "./wire/mod.ts";

export interface HttpOptions extends HostCheckOptions, Pick<RouterOptions, "observe" | "onerror"> {
  /** The server without its desk. Without a `stateKey` this process creates one. */
  server: Omit<ServerOptions, "desk">;
  desk: Desk;
  hostname: string;
  /** 0 for a free one. */
  port: number;
  /** Certificate chain and private key, as PEM. Without them the server speaks plain HTTP. */
  tls?: { cert: string; key: string };
  authenticator: Authenticator;
  limits: HttpLimits;
  /** The proxies in front of the server, which say where requests come from. */
  trustedProxies: readonly AddressRange[];
  /** The open files of this process. */
  files: OpenFiles;
}

/** A server that is running. */
export interface RunningHttpServer {
  /** The URL of MCP. */
  readonly url: string;
  /** Settles when the server has stopped. */
  readonly done: Promise<void>;
  /** Accepts no new connections, completes pending requests, then ends. */
  stop(): Promise<void>;
}

/** The maximum time for clients to close their connections, in milliseconds. */
const SHUTDOWN_TIMEOUT_MS = 1_000;
/** The time between reports of interruptions, in milliseconds. */
const REPORT_INTERVAL_MS = 60_000;
/** The time between checks for pending requests, in milliseconds. */
const POLL_INTERVAL_MS = 20;

/**
 * Serves at an address until it is stopped.
 *
 * @throws {RangeError} If `options.server.tools` names a tool that the server doesn't have.
 * @throws {Deno.errors.AddrInUse} And other errors of the system if it can't listen there; TypeErrors for invalid PEM.
 */
export function serveOnHttp(options: HttpOptions): RunningHttpServer {
  const router = createRouter(options);
  const { hostname, port, tls, files } = options;
  const onInterrupted = limitReports((error) => options.onerror?.(createFilesError(error, files)));
  const createListener = (hostname: string, port: number): Listener => {
    const handle: Deno.ServeHandler<Deno.NetAddr> = async (request, info) => {
      const response = await router.handle(request, info);
      if (files.isCrowded()) makeRoom(response, listener);
      return response;
    };
    const listener = new Listener({
      listen: (port) => Deno.serve({ hostname, port, ...tls, onListen: () => {} }, handle),
      port,
      onInterrupted,
    });
    return listener;
  };
  const server = createListener(hostname === "localhost" ? "127.0.0.1" : hostname, port);
  const other = listenOnOtherLoopback(hostname, (other) => createListener(other, server.port), options.onerror);
  return {
    url: `${tls === undefined ? "http" : "https"}://${formatHostname(hostname)}:${server.port}/mcp`,
    done: Promise.all([server.finished, other?.finished]).then(() => {}),
    async stop() {
      router.retire();
      const shutdown = Promise.all([server.shutdown(), other?.shutdown()]); // open connections end with their responses
      await waitUntilIdle(router, options.limits.drainTime);
      if (router.pendingCount > 0) options.onerror?.(createAbandonedError(router.pendingCount));
      await router.close();
      await settlesWithin(shutdown, SHUTDOWN_TIMEOUT_MS); // some clients keep idle connections open
    },
  };
}

/** Closes connections that are not needed: this one after its response, and all idle ones. */
function makeRoom(response: Response, listener: Listener): void {
  response.headers.set("Connection", "close");
  listener.renew();
}

/** Limits reports to one per minute: interruptions may come in quick succession, and of both loopback addresses. */
function limitReports(report: (error: Error) => void): (error: Error) => void {
  let reportedAt = -Infinity;
  return (error) => {
    const now = performance.now();
    if (now < reportedAt + REPORT_INTERVAL_MS) return;
    reportedAt = now;
    report(error);
  };
}

function createFilesError(error: Error, { limit }: OpenFiles): Error {
  const solution =
    `idle connections are closed, and others are refused until there is room. This process may have ${limit} ` +
    "open files: raise the limit with ulimit -n, or LimitNOFILE in systemd.";
  return new Error(`Cannot accept connections: ${error.message.replace(/^Error: /, "")}: ${solution}`, {
    cause: error,
  });
}

const OTHER_LOOPBACK: ReadonlyMap<string, string> = new Map([
  ["localhost", "::1"],
  ["127.0.0.1", "::1"],
  ["::1", "127.0.0.1"],
]);

/** Listens at the other loopback address too: which of them `localhost` means depends on the client. */
function listenOnOtherLoopback(
  hostname: string,
  listen: (hostname: string) => Listener,
  onerror?: (error: Error) => void,
): Listener | undefined {
  const other = OTHER_LOOPBACK.get(hostname);
  if (other === undefined) return undefined;
  try {
    return listen(other);
  } catch (error) {
    // Machines without IPv6 have only one loopback address.
    if (error instanceof Deno.errors.AddrInUse) {
      onerror?.(
        new Error(`Another program has this port at ${other}. Clients that resolve localhost to it reach that one.`),
      );
    }
    return undefined;
  }
}

function createRouter(
  { server, desk, limits, observe, onerror, trustedProxies, files, ...access }: HttpOptions,
): Router {
  const options: ServerOptions = {
    ...server,
    desk: Promise.resolve(desk),
    // The state of a call returns with another request, which another server answers.
    stateKey: server.stateKey ?? crypto.getRandomValues(new Uint8Array(32)).toHex(),
    ...onerror && { onerror },
  };
  filterTools(options); // unknown names are found before the first request
  const guard = new RequestGuard({ ...access, messagesPerMinute: limits.messagesPerMinute });
  const streams = new OpenStreams(Math.min(limits.streams, files.maxStreams), files);
  return new Router({
    server: options,
    desk,
    guard,
    limits,
    streams,
    proxies: new TrustedProxies(trustedProxies),
    ...observe && { observe },
    ...onerror && { onerror },
  });
}

/** Waits for pending requests, but not longer than this. */
async function waitUntilIdle(router: Router, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (router.pendingCount > 0 && performance.now() < end) await delay(POLL_INTERVAL_MS);
}

/** The end of a request that waits for a person is no fault, but its client gets no response. */
function createAbandonedError(count: number): Error {
  return new Error(`Gave up on ${count} pending ${count === 1 ? "request" : "requests"}: the server was stopped.`);
}

function formatHostname(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
