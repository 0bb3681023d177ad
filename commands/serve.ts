/** What `support-mcp serve` does: serves a desk to one host, or over HTTP to many, until the host or a signal ends it. */

import { type Served, serveOnStdio, type ServerName } from "../server/stdio/mod.ts";
import type { Desk } from "../store/mod.ts";
import { asFailure, Failure } from "./failure.ts";
import type { Entrance } from "./http_entrance.ts";
import { type Log, type LogFormat, type LogLevel, openLog } from "./log.ts";
import type { HttpFlags } from "./serve_http.ts";
import { keepForProtocol } from "./standard_output.ts";
import { terminated } from "./termination.ts";
import { version } from "./version.ts";

export type { ServerName };

export interface ServeFlags {
  server: ServerName;
  /** A path, `:memory:`, or the URL of a KV Connect server. */
  db: string | undefined;
  demo: boolean;
  readOnly: boolean;
  /** The names of the tools to offer; all of them when undefined. */
  tools: readonly string[] | undefined;
  logLevel: LogLevel;
  logFormat: LogFormat;
  unattended: boolean;
  /** Signs the state of calls with questions; as many bytes as {@linkcode STATE_KEY_BYTES} or more. */
  stateKey: string | undefined;
  /** Serves over HTTP, and not on standard input and output. */
  http: HttpFlags | undefined;
}

/** As many as the signature has (HMAC-SHA-256). */
const STATE_KEY_BYTES = 32;

/** From the wish to end until the process is gone, at most: hosts kill a server that takes longer. In milliseconds. */
const END_WITHIN = 950;
/** The same over HTTP, where service managers give ten seconds and more. */
const END_HTTP_WITHIN = 8_000;

/**
 * Serves until standard input closes or a signal comes, then lets what is under way finish and closes the store.
 *
 * @returns The exit code.
 * @throws {Failure} When a flag names a tool that isn't there, or the store can't be opened.
 */
export async function runServe(flags: ServeFlags): Promise<number> {
  keepForProtocol();
  try {
    await serveToTheEnd(flags);
  } catch (error) {
    throw await failureOf(error);
  }
  return 0;
}

async function failureOf(error: unknown): Promise<unknown> {
  const { DeskError } = await import("../store/mod.ts");
  return asFailure(error, [DeskError]);
}

async function serveToTheEnd(flags: ServeFlags): Promise<void> {
  const log = openLog(flags.logLevel, undefined, flags.logFormat);
  checkStateKey(flags.stateKey);
  const http = flags.http && { flags: flags.http, entrance: await entranceOf(flags.http, flags.readOnly, log) };
  const opened = Promise.withResolvers<void>();
  const desk = opened.promise.then(() => open(flags, log)); // beside the loading of the server, which takes longer
  desk.catch(() => {}); // the race below looks at it
  const served = http === undefined
    ? await overStdio(flags, desk, opened.resolve)
    : await overHttp(flags, desk, opened.resolve, http, log);
  const reason = await Promise.race([served.done.then(() => "the host is gone"), terminated(), broken(desk)]);
  log.info("Ending: {reason}", { reason });
  await within(http === undefined ? END_WITHIN : END_HTTP_WITHIN, async () => {
    await served.stop();
    await (await desk).close();
    await log.flushed();
  });
}

async function open(flags: ServeFlags, log: Log): Promise<Desk> {
  const { server, db, demo } = flags;
  const { defaultLocation, fillWithDemo, isUrl, openDesk } = await import("../store/mod.ts");
  const location = db ?? (demo ? ":memory:" : defaultLocation());
  if (isUrl(location)) (await import("./server_store.ts")).warnOfServerStore(location, flags, log);
  const desk = await openDesk(location);
  if (demo) await fillWithDemo(desk);
  log.info("Serving {server} from {location}", { server, location });
  return desk;
}

async function overStdio(flags: ServeFlags, desk: Promise<Desk>, onopened: () => void): Promise<Served> {
  try {
    return await serveOnStdio({ ...optionsOf(flags), server: flags.server, desk, onopened });
  } catch (error) {
    throw refused(error);
  }
}

async function overHttp(
  flags: ServeFlags,
  desk: Promise<Desk>,
  onopened: () => void,
  http: { flags: HttpFlags; entrance: Entrance },
  log: Log,
): Promise<Served> {
  onopened();
  const { offeredTools, servers } = await import("../server/mod.ts");
  const options = { ...optionsOf(flags), definition: servers[flags.server] };
  try {
    offeredTools({ ...options, remote: true });
  } catch (error) {
    throw refused(error);
  }
  const { serveHttp } = await import("./serve_http.ts");
  return await serveHttp(http.flags, http.entrance, options, await desk, log);
}

function optionsOf({ readOnly, tools, unattended, stateKey }: ServeFlags) {
  return { version, readOnly, unattended, ...tools && { tools }, ...stateKey && { stateKey } };
}

/** A `--tools` that names what isn't there. */
function refused(error: unknown): unknown {
  return error instanceof RangeError ? new Failure(`${error.message}.`, 2, { cause: error }) : error;
}

/** Loads what only HTTP needs. */
async function entranceOf(flags: HttpFlags, readOnly: boolean, log: Log): Promise<Entrance> {
  const { entranceOf } = await import("./http_entrance.ts");
  return await entranceOf(flags, readOnly, log);
}

function checkStateKey(stateKey: string | undefined): void {
  const bytes = new TextEncoder().encode(stateKey ?? "").length;
  if (stateKey === undefined || bytes >= STATE_KEY_BYTES) return;
  throw new Failure(
    `The variable SUPPORT_MCP_STATE_KEY has ${bytes} bytes but needs ${STATE_KEY_BYTES} or more: set it to what ` +
      "openssl rand -hex 32 prints, the same for every replica.",
    2,
  );
}

/** Never settles while the desk is well; a desk that can't be opened ends the server at once. */
async function broken(desk: Promise<Desk>): Promise<never> {
  await desk;
  return await new Promise(() => {});
}

async function within(milliseconds: number, work: () => Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([work(), promise]).finally(() => clearTimeout(timer));
}
