/** `support-mcp serve`: serves a desk to one host over stdio, or to many over HTTP, until the host or a signal ends it. */

import { settlesWithin } from "../base/timing/settles_within.ts";
import { type RunningServer, serveOnStdio, type ServerName } from "../server/transports/stdio/mod.ts";
import type { Desk } from "../store/mod.ts";
import { CommandError, toCommandError, version, waitForTermination } from "./process/mod.ts";
import { type Log, type LogFormat, type LogLevel, openLog, openTerminal, reserveStandardOutput } from "./output/mod.ts";
import type { Access, HttpFlags } from "./http/mod.ts";
import type { StoreCopy } from "./read_only/mod.ts";
import {
  checkFilesFolder,
  checkStateKey,
  explainWaiting,
  mayHaveWebhooks,
  recordHost,
  revokePermissions,
  sendWebhooks,
  warnAboutRemoteStore,
} from "./serve/mod.ts";

export type { ServerName };

export interface ServeFlags {
  server: ServerName;
  /** A path, `:memory:`, or the URL of a KV Connect server. */
  db: string | undefined;
  demo: boolean;
  readOnly: boolean;
  /** The names of the exposed tools; all if undefined. */
  tools: readonly string[] | undefined;
  /** The folder in which tools may read and write files, instead of the host's roots. */
  files: string | undefined;
  logLevel: LogLevel;
  logFormat: LogFormat;
  unattended: boolean;
  /** The person that hosts act for, where no principal is known. */
  user: string | undefined;
  /** In milliseconds. */
  lockLimit: number | undefined;
  /** Signs the state of calls that wait for an elicitation. */
  stateKey: string | undefined;
  /** Undefined to serve over stdio. */
  http: HttpFlags | undefined;
}

/** Hosts kill a server that takes longer to exit. In milliseconds. */
const STDIO_SHUTDOWN_TIMEOUT = 950;
/** Service managers wait ten seconds or more before they kill. In milliseconds. */
const HTTP_SHUTDOWN_TIMEOUT = 8_000;

/**
 * Serves until standard input closes or a signal arrives, then lets running calls finish and closes the store.
 *
 * @returns The exit code.
 * @throws {CommandError} If a flag names an unknown tool, or the store cannot be opened.
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
  await checkFilesFolder(flags.files);
  const http = flags.http && { flags: flags.http, access: await loadHttpAccess(flags.http, flags.readOnly, log) };
  const started = Promise.withResolvers<void>();
  const desk = started.promise.then(() => openServedDesk(flags, log)); // while the rest of the server loads, which takes longer
  desk.catch(() => {}); // the race below handles it
  const server = http === undefined
    ? await startStdio(flags, desk, started.resolve, log)
    : await startHttp(flags, desk, started.resolve, http, log);
  const reason = await Promise.race([
    server.done.then(() => "the host disconnected"),
    waitForTermination(),
    waitForFailure(desk, server),
  ]);
  log.info("Shutting down: {reason}", { reason });
  const shutdown = shutDown(server, desk, log);
  const timeout = http === undefined ? STDIO_SHUTDOWN_TIMEOUT : HTTP_SHUTDOWN_TIMEOUT;
  if (await settlesWithin(shutdown, timeout)) await shutdown;
}

async function shutDown(server: RunningServer, desk: Promise<Desk>, log: Log): Promise<void> {
  await server.stop();
  await (await desk).close();
  await log.flush();
}

async function openServedDesk(flags: ServeFlags, log: Log): Promise<Desk> {
  const { server, db, demo, lockLimit } = flags;
  const { DeskError, fillWithDemo, findNewStore, getDefaultLocation, isServerUrl, openDesk } = await import(
    "../store/mod.ts"
  );
  const location = db ?? (demo ? ":memory:" : getDefaultLocation());
  if (isServerUrl(location)) warnAboutRemoteStore(location, flags, log);
  const created = await findNewStore(location, db !== undefined);
  if (created !== undefined && flags.readOnly && !demo) {
    const text = `There is no store at ${created}, and serve --read-only creates none. Correct --db, or start serve ` +
      "without --read-only first.";
    throw new DeskError("unavailable", text);
  }
  const warn = (message: string) => log.warning("{message}", { message });
  const copy = flags.readOnly ? await (await import("./read_only/mod.ts")).copyReadOnlyStore(location) : undefined;
  const desk = await openDesk(copy?.path ?? location, {
    background: true,
    onMigrate: warn, // calls wait for it
    onDamage: warn,
    lock: { onWait: warn, ...lockLimit !== undefined && { limit: lockLimit } },
  });
  if (created !== undefined) log.warning("Created a new store at {path}.", { path: created });
  if (demo) await fillWithDemo(desk);
  const http = flags.http !== undefined;
  const sends = copy === undefined && await mayHaveWebhooks(desk, http); // those of the original are sent elsewhere
  const served = sends ? await sendWebhooks(desk, log) : desk;
  revokePermissions({
    network: http || sends || isServerUrl(location),
    files: mayWriteFiles(flags) || copy !== undefined,
    programs: http && !Deno.build.standalone,
  });
  log.info("Serving {server} from {location}", { server, location });
  return copy === undefined ? served : serveCopy(served, copy, location, log);
}

/** Removes the copy of a store with its desk. */
function serveCopy(desk: Desk, copy: StoreCopy, location: string, log: Log): Desk {
  log.warning("{location} is read-only, so a copy of it is served. Later changes to the original are not visible.", {
    location,
  });
  return {
    ...desk,
    async close() {
      await desk.close();
      await copy.remove();
    },
  };
}

/** Only `export_ticket` writes files. */
function mayWriteFiles({ server, readOnly }: ServeFlags): boolean {
  return server !== "customers" && !readOnly;
}

async function startStdio(
  flags: ServeFlags,
  desk: Promise<Desk>,
  onStartupDone: () => void,
  log: Log,
): Promise<RunningServer> {
  explainWaiting(Deno.stdin, (text) => openTerminal().process.stderr.write(text));
  const onerror = ({ message }: Error) => log.warning("{message}", { message });
  const onIgnored = (reason: string) => log.debug("{reason}", { reason });
  try {
    const options = { ...toServerOptions(flags), server: flags.server, desk, onStartupDone, onerror, onIgnored };
    return await serveOnStdio({ ...options, onClient: (client) => recordHost(client, desk) });
  } catch (error) {
    throw toUsageError(error);
  }
}

async function startHttp(
  flags: ServeFlags,
  desk: Promise<Desk>,
  onStartupDone: () => void,
  http: { flags: HttpFlags; access: Access },
  log: Log,
): Promise<RunningServer> {
  const { requireAvailable, serveHttp } = await import("./http/mod.ts");
  requireAvailable({ ...http.flags, ...http.access });
  if (flags.tools === undefined) onStartupDone();
  const { filterTools, servers } = await import("../server/mod.ts");
  const options = { ...toServerOptions(flags), definition: servers[flags.server] };
  try {
    filterTools(options);
  } catch (error) {
    throw toUsageError(error);
  }
  onStartupDone();
  return await serveHttp(http.flags, http.access, options, await desk, log);
}

function toServerOptions({ readOnly, tools, files, unattended, user, stateKey }: ServeFlags) {
  return {
    version,
    readOnly,
    unattended,
    ...tools && { tools },
    ...files !== undefined && { files },
    ...user !== undefined && { user },
    ...stateKey && { stateKey },
  };
}

/** Reports an unknown name in `--tools` as wrong usage. */
function toUsageError(error: unknown): unknown {
  return error instanceof RangeError
    ? new CommandError(`--tools is invalid: ${error.message}`, 2, { cause: error })
    : error;
}

async function loadHttpAccess(flags: HttpFlags, readOnly: boolean, log: Log): Promise<Access> {
  const { loadAccess } = await import("./http/mod.ts"); // loads what only HTTP needs
  return await loadAccess(flags, readOnly, log);
}

/** Rejects if the desk cannot be opened, once the calls that have arrived have their errors. Otherwise it never settles. */
async function waitForFailure(desk: Promise<Desk>, server: RunningServer): Promise<never> {
  try {
    await desk;
  } catch (error) {
    await settlesWithin(server.stop(), STDIO_SHUTDOWN_TIMEOUT);
    throw error;
  }
  return await new Promise(() => {});
}
