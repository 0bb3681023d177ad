/** Serving many hosts over HTTP (MCP, basic/transports, "Streamable HTTP"). */

import type { Desk } from "../../store/mod.ts";
import { offeredTools, type ServerOptions } from "../server.ts";
import type { Served } from "../stdio/mod.ts";
import type { Authenticator } from "./authenticator.ts";
import { Gate } from "./gate.ts";
import type { HttpLimits } from "./limits.ts";
import { OpenStreams } from "./open_streams.ts";
import { Site, type SiteOptions } from "./site.ts";

export interface HttpOptions extends Pick<SiteOptions, "observe" | "onerror"> {
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
export interface ServedOnHttp extends Served {
  /** Where MCP is. */
  readonly url: string;
}

/** How long clients may take to hear of the server's end, in milliseconds. */
const PART_WITHIN = 1_000;
/** How often it is looked whether anything is still under way, in milliseconds. */
const LOOK_EVERY = 20;

/**
 * Serves on an address, until it is stopped.
 *
 * @throws {RangeError} When `options.server.tools` names a tool that the server doesn't have.
 * @throws {Deno.errors.AddrInUse} And other errors of the system, when it can't listen there; TypeErrors for bad PEM.
 */
export function serveOnHttp(options: HttpOptions): ServedOnHttp {
  const site = siteOf(options);
  const { hostname, port, tls } = options;
  const server = Deno.serve(
    { hostname, port, ...tls, onListen: () => {} },
    (request, sender) => site.handle(request, sender),
  );
  return {
    url: `${tls === undefined ? "http" : "https"}://${hostIn(hostname)}:${server.addr.port}/mcp`,
    done: server.finished,
    async stop() {
      site.retire();
      const shutdown = server.shutdown(); // no new connections; those that are open end with their answers
      await quiet(site, options.limits.drainTime);
      await site.close();
      await settled(shutdown, PART_WITHIN);
    },
  };
}

function siteOf({ server, desk, limits, authenticator, allowedHosts, observe, onerror }: HttpOptions): Site {
  const options: ServerOptions = {
    ...server,
    desk: Promise.resolve(desk),
    remote: true,
    // The state of a call comes back with another request, for which there is another server.
    stateKey: server.stateKey ?? crypto.getRandomValues(new Uint8Array(32)).toHex(),
    ...onerror && { onerror },
  };
  offeredTools(options); // a wrong name is known before the first request
  const gate = new Gate({ authenticator, allowedHosts, messagesPerMinute: limits.messagesPerMinute });
  const streams = new OpenStreams(limits.streams);
  return new Site({
    server: options,
    desk,
    gate,
    limits,
    streams,
    ...observe && { observe },
    ...onerror && { onerror },
  });
}

/** Waits until nothing is under way, or it takes too long. */
async function quiet(site: Site, milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (site.underWay > 0 && performance.now() < until) await pause(LOOK_EVERY);
}

/** Waits for the end of every connection; but some clients open one and then say nothing, and hold it. */
async function settled(shutdown: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([shutdown, promise]).finally(() => clearTimeout(timer));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function hostIn(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
