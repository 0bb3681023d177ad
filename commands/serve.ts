/** What `support-mcp serve` does: serves a desk to one host, or over HTTP to many, until the host or a signal ends it. */

import { settlesWithin } from "../base/settles_within.ts";
import { type RunningServer, serveOnStdio, type ServerName } from "../server/transports/stdio/mod.ts";
import type { Desk } from "../store/mod.ts";
import { CommandError, toCommandError } from "./command_error.ts";
import type { Access } from "./serve/http/access.ts";
import { type Log, type LogFormat, type LogLevel, openLog } from "./output/log.ts";
import type { HttpFlags } from "./serve/http/serve_http.ts";
import { reserveStandardOutput } from "./output/reserve_standard_output.ts";
import { waitForTermination } from "./signals/termination.ts";
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
const STDIO_SHUTDOWN_TIMEOUT = 950;
/** The same over HTTP, where service managers give ten seconds and more. */
const HTTP_SHUTDOWN_TIMEOUT = 8_000;

/**
 * Serves until standard input closes or a signal comes, then lets what is under way finish and closes the store.
 *
 * @returns The exit code.
 * @throws {CommandError} When a flag names a tool that isn't there, or the store can't be opened.
 */
export async function runServe(flags: ServeFlags): Promise<number> {
  reserveStandardOutput();
  try {
    await serveUntilEnd(flags);
  } catch (error) {
    throw await toServeError(error);
  }
  return 0;
}

async function toServeError(error: unknown): Promise<unknown> {
  const { DeskError } = await import("../store/mod.ts");
  return toCommandError(error, [DeskError]);
}

async function serveUntilEnd(flags: ServeFlags): Promise<void> {
  const log = openLog(flags.logLevel, undefined, flags.logFormat);
  checkStateKey(flags.stateKey);
  const http = flags.http && { flags: flags.http, entrance: await loadHttpAccess(flags.http, flags.readOnly, log) };
  const opened = Promise.withResolvers<void>();
  const desk = opened.promise.then(() => openServedDesk(flags, log)); // beside the loading of the server, which takes longer
  desk.catch(() => {}); // the race below looks at it
  const served = http === undefined
    ? await startStdio(flags, desk, opened.resolve)
    : await startHttp(flags, desk, opened.resolve, http, log);
  const reason = await Promise.race([
    served.done.then(() => "the host is gone"),
    waitForTermination(),
    waitForFailure(desk),
  ]);
  log.info("Ending: {reason}", { reason });
  const shutdown = shutDown(served, desk, log);
  const timeout = http === undefined ? STDIO_SHUTDOWN_TIMEOUT : HTTP_SHUTDOWN_TIMEOUT;
  if (await settlesWithin(shutdown, timeout)) await shutdown;
}

async function shutDown(served: RunningServer, desk: Promise<Desk>, log: Log): Promise<void> {
  await served.stop();
  await (await desk).close();
  await log.flush();
}

async function openServedDesk(flags: ServeFlags, log: Log): Promise<Desk> {
  const { server, db, demo } = flags;
  const { getDefaultLocation, fillWithDemo, isServerUrl, openDesk } = await import("../store/mod.ts");
  const location = db ?? (demo ? ":memory:" : getDefaultLocation());
  if (isServerUrl(location)) (await import("./serve/remote_store.ts")).warnAboutRemoteStore(location, flags, log);
  const desk = await openDesk(location);
  if (demo) await fillWithDemo(desk);
  log.info("Serving {server} from {location}", { server, location });
  return desk;
}

async function startStdio(flags: ServeFlags, desk: Promise<Desk>, onopened: () => void): Promise<RunningServer> {
  try {
    return await serveOnStdio({ ...toServerOptions(flags), server: flags.server, desk, onStartupDone: onopened });
  } catch (error) {
    throw toUsageError(error);
  }
}

async function startHttp(
  flags: ServeFlags,
  desk: Promise<Desk>,
  onopened: () => void,
  http: { flags: HttpFlags; entrance: Access },
  log: Log,
): Promise<RunningServer> {
  onopened();
  const { filterTools, servers } = await import("../server/mod.ts");
  const options = { ...toServerOptions(flags), definition: servers[flags.server] };
  try {
    filterTools({ ...options, remote: true });
  } catch (error) {
    throw toUsageError(error);
  }
  const { serveHttp } = await import("./serve/http/serve_http.ts");
  return await serveHttp(http.flags, http.entrance, options, await desk, log);
}

function toServerOptions({ readOnly, tools, unattended, stateKey }: ServeFlags) {
  return { version, readOnly, unattended, ...tools && { tools }, ...stateKey && { stateKey } };
}

/** A `--tools` that names what isn't there. */
function toUsageError(error: unknown): unknown {
  return error instanceof RangeError ? new CommandError(`${error.message}.`, 2, { cause: error }) : error;
}

/** Loads what only HTTP needs. */
async function loadHttpAccess(flags: HttpFlags, readOnly: boolean, log: Log): Promise<Access> {
  const { loadAccess } = await import("./serve/http/access.ts");
  return await loadAccess(flags, readOnly, log);
}

function checkStateKey(stateKey: string | undefined): void {
  const bytes = new TextEncoder().encode(stateKey ?? "").length;
  if (stateKey === undefined || bytes >= STATE_KEY_BYTES) return;
  throw new CommandError(
    `The variable SUPPORT_MCP_STATE_KEY has ${bytes} bytes but needs ${STATE_KEY_BYTES} or more: set it to what ` +
      "openssl rand -hex 32 prints, the same for every replica.",
    2,
  );
}

/** Never settles while the desk is well; a desk that can't be opened ends the server at once. */
async function waitForFailure(desk: Promise<Desk>): Promise<never> {
  await desk;
  return await new Promise(() => {});
}
