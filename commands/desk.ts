/** `support-mcp desk`: opens the desk in a browser, on this machine. */

import { openPage } from "../base/system/open_page.ts";
import type { RunningHttpServer } from "../server/transports/http/mod.ts";
import type { Desk } from "../store/mod.ts";
import { requireAvailable, serveHttp } from "./http/mod.ts";
import { openLog, openTerminal, type Terminal } from "./output/mod.ts";
import type { HttpAddress } from "./values/mod.ts";
import { CommandError, getPerson, toCommandError, version, waitForTermination } from "./process/mod.ts";

/** Room for the largest attachment (5 MB) in base64. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface DeskFlags {
  /** A path, `:memory:`, or the URL of a KV Connect server. */
  db: string | undefined;
  demo: boolean;
  readOnly: boolean;
  /** The person at the desk (default: the login name). */
  user: string | undefined;
  /** 0 for a free one. */
  port: number;
  opensBrowser: boolean;
}

/**
 * Serves the desk until a signal arrives.
 *
 * @returns The exit code.
 * @throws {CommandError} If the store cannot be opened, or the port is not available.
 */
export async function runDesk(flags: DeskFlags): Promise<number> {
  const { DeskError } = await import("../store/mod.ts");
  try {
    if (flags.port > 65535) throw new CommandError("--port is invalid: use a number up to 65535.", 2);
    requireAvailable({ address: toAddress(flags), tlsCert: undefined, tlsKey: undefined });
    const desk = await openDesk(flags);
    const ended = waitForTermination();
    const served = await startServer(flags, desk, openTerminal());
    await ended;
    await served.stop();
    await desk.close();
    return 0;
  } catch (error) {
    throw toCommandError(error, [DeskError]);
  }
}

async function openDesk({ db, demo }: DeskFlags): Promise<Desk> {
  const { fillWithDemo, findNewStore, getDefaultLocation, openDesk } = await import("../store/mod.ts");
  const location = db ?? (demo ? ":memory:" : getDefaultLocation());
  await findNewStore(location, db !== undefined); // its folder must exist
  const desk = await openDesk(location);
  if (demo) await fillWithDemo(desk);
  return desk;
}

/** Only this machine reaches the desk. */
function toAddress({ port }: DeskFlags): HttpAddress {
  return { hostname: "127.0.0.1", port };
}

async function startServer(
  flags: DeskFlags,
  desk: Desk,
  terminal: Terminal,
): Promise<RunningHttpServer> {
  const { LinkAuthenticator, readOpenFiles } = await import("../server/transports/http/mod.ts");
  const { servers } = await import("../server/mod.ts");
  const { readOnly, user, opensBrowser } = flags;
  const authenticator = new LinkAuthenticator((await getPerson(user, desk.settings)).name);
  const listening = {
    address: toAddress(flags),
    allowedHosts: [],
    allowedOrigins: [],
    trustedProxies: [],
    limits: { bodyBytes: MAX_BODY_BYTES },
    tlsCert: undefined,
    tlsKey: undefined,
  };
  const server = { definition: servers.desk, version, readOnly };
  const log = openLog("error");
  const served = await serveHttp(
    listening,
    { authenticator, watch: () => () => {}, files: readOpenFiles() },
    server,
    desk,
    log,
  );
  const createLink = () => new URL(`/#/link/${authenticator.createCode()}`, served.url);
  await show(createLink(), opensBrowser, terminal);
  if (Deno.stdin.isTerminal()) void printLinks(createLink, terminal);
  return served;
}

/** Opens the link, or prints it. */
async function show(link: URL, opensBrowser: boolean, { process: { stdout } }: Terminal): Promise<void> {
  const isOpen = opensBrowser && await openPage(link);
  stdout.write(
    isOpen
      ? `The desk is open in your browser, at ${link.origin}.\n`
      : `Open this link in a browser. It signs you in once:\n  ${link.href}\n`,
  );
  stdout.write(Deno.stdin.isTerminal() ? "Press Enter for a new link, or Ctrl+C to stop.\n" : "");
}

/** Prints a link for each line that the person enters: a browser that was closed has forgotten its token. */
async function printLinks(createLink: () => URL, { process: { stdout } }: Terminal): Promise<void> {
  for await (const _ of Deno.stdin.readable) stdout.write(`  ${createLink().href}\n`);
}
