/** `support-mcp install`: adds our servers to a host's configuration. */

import {
  addServers,
  type HostConfiguration,
  type HostId,
  HOSTS,
  HTTP_SERVER_NAME,
  type HttpServer,
  type ServerEntry,
} from "../install/mod.ts";
import { getDefaultLocation, isServerUrl } from "../store/mod.ts";
import {
  askForName,
  changeConfig,
  createEntry,
  getThisProgram,
  hasTerminal,
  type HostConfigFlags,
  toAbsoluteLocation,
} from "./hosts/mod.ts";
import { CommandError } from "./process/mod.ts";

export interface InstallFlags extends HostConfigFlags {
  /** The store; the servers' default if undefined. */
  db: string | undefined;
  /** The start of the servers' names. */
  prefix: string;
  readOnly: boolean;
  unattended: boolean;
  /** The person that the host acts for. Asked for at a terminal if undefined. */
  user: string | undefined;
  /** A server that runs already and is reached over HTTP, instead of programs that the host starts. */
  http: HttpServer | undefined;
}

/**
 * Adds the tickets server and the customers server to a host's configuration, or one server over HTTP.
 *
 * @returns The exit code.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function runInstall(id: HostId, flags: InstallFlags): Promise<number> {
  const servers = flags.http === undefined
    ? createEntries({ ...flags, user: flags.user ?? (hasTerminal() && !flags.dryRun ? askForName() : undefined) })
    : new Map([[`${flags.prefix}${HTTP_SERVER_NAME}`, flags.http]]);
  const { name, nextStep: then } = HOSTS[id];
  let notes: string[] = [];
  const edit = (configuration: HostConfiguration) => {
    notes = flags.http === undefined ? describePrograms(flags.db) : describeHttp(flags.http);
    return addServers(configuration, servers);
  };
  return await changeConfig(id, flags, edit, (path, changed) => {
    const [names, noun] = [[...servers.keys()], servers.size === 1 ? "server" : "servers"];
    if (!changed) return `${name} has the ${noun} ${names.join(" and ")} already. ${path} is unchanged.\n`;
    return [`Added the ${noun} ${names.join(" and ")} to ${name}, in ${path}. ${then}`, ...notes, ""].join("\n");
  });
}

function describePrograms(db: string | undefined): string[] {
  const desk = resolveLocation(db) ?? getDefaultLocation();
  return [`They start ${getThisProgram()} and use the desk ${desk}.`, ...isServerUrl(desk) ? [TOKEN_NOTE] : []];
}

function describeHttp({ url, headers }: HttpServer): string[] {
  const names = Object.keys(headers);
  return [
    `It is reached at ${url}.`,
    ...names.length === 0 ? [] : [`The file contains the header ${names}: keep it private.`],
  ];
}

/** Hosts pass on few of a shell's variables, and a secret is not written to a file without being asked for. */
const TOKEN_NOTE = "The KV Connect server needs an access token: set DENO_KV_ACCESS_TOKEN in the env of both servers.";

function createEntries({ db, prefix, readOnly, unattended, user }: InstallFlags): Map<string, ServerEntry> {
  const place = resolveLocation(db);
  const flags = [
    ...place === undefined ? [] : ["--db", place],
    ...readOnly ? ["--read-only"] : [],
    ...unattended ? ["--unattended"] : [],
    ...user === undefined ? [] : ["--user", user],
  ];
  return new Map([
    [`${prefix}tickets`, createEntry(["serve", "tickets", ...flags])],
    [`${prefix}customers`, createEntry(["serve", "customers", ...flags])],
  ]);
}

/** Resolves the store to a location that is valid for a host. */
function resolveLocation(db: string | undefined): string | undefined {
  if (db !== ":memory:") return db === undefined ? undefined : toAbsoluteLocation(db);
  throw new CommandError(
    "--db cannot be :memory:, because the host's two servers would not share it. Name a file.",
    2,
  );
}
