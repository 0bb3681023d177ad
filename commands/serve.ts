/** What `support-mcp serve` does: serves a desk to one host, until the host or a signal ends it. */

import { defaultLocation, type Desk, DeskError, fillWithDemo, openDesk } from "../store/mod.ts";
import { Failure } from "./failure.ts";
import { type LogLevel, openLog } from "./log.ts";
import { keepForProtocol } from "./standard_output.ts";
import { terminated } from "./termination.ts";
import { version } from "./version.ts";

/** `tickets` is `support-ticketing-server`, `customers` is `customer-database-server`. */
export type ServerName = "tickets" | "customers";

export interface ServeFlags {
  server: ServerName;
  /** A path, `:memory:`, or the URL of a KV Connect server. */
  db: string | undefined;
  demo: boolean;
  readOnly: boolean;
  /** The names of the tools to offer; all of them when undefined. */
  tools: readonly string[] | undefined;
  logLevel: LogLevel;
  unattended: boolean;
}

/** From the wish to end until the process is gone, at most: hosts kill a server that takes longer. In milliseconds. */
const END_WITHIN = 950;

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
    throw error instanceof DeskError ? new Failure(error.message, 1, { cause: error }) : error;
  }
  return 0;
}

async function serveToTheEnd(flags: ServeFlags): Promise<void> {
  const log = openLog(flags.logLevel);
  const location = flags.db ?? (flags.demo ? ":memory:" : defaultLocation());
  const desk = open(location, flags.demo); // beside the loading of the server, which takes longer
  desk.catch(() => {}); // the race below looks at it
  const served = await serve(flags, desk);
  log.info("Serving {server} from {location}", { server: flags.server, location });
  const reason = await Promise.race([served.done.then(() => "the host is gone"), terminated(), broken(desk)]);
  log.info("Ending: {reason}", { reason });
  await within(END_WITHIN, async () => {
    await served.stop();
    await (await desk).close();
    await log.flushed();
  });
}

async function open(location: string, demo: boolean): Promise<Desk> {
  const desk = await openDesk(location);
  if (demo) await fillWithDemo(desk);
  return desk;
}

async function serve({ server, readOnly, tools, unattended }: ServeFlags, desk: Promise<Desk>) {
  const { customersServer, offeredTools, serveOnStdio, ticketsServer } = await import("../server/mod.ts");
  const definition = server === "tickets" ? ticketsServer : customersServer;
  const options = { definition, desk, version, readOnly, unattended, ...tools && { tools } };
  try {
    offeredTools(options);
  } catch (error) {
    throw error instanceof RangeError ? new Failure(`${error.message}.`, 2, { cause: error }) : error;
  }
  return serveOnStdio(options);
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
