/** `support-mcp install`: adds our servers to a host's configuration. */

import { addServers, type HostConfiguration, type HostId, HOSTS, type ServerEntry } from "../install/mod.ts";
import { getDefaultLocation, isServerUrl } from "../store/mod.ts";
import { changeConfig, createEntry, getThisProgram, type HostConfigFlags, toAbsoluteLocation } from "./hosts/mod.ts";
import { CommandError } from "./process/mod.ts";

export interface InstallFlags extends HostConfigFlags {
  /** The store; the servers' default if undefined. */
  db: string | undefined;
  /** The start of the servers' names. */
  prefix: string;
  readOnly: boolean;
  unattended: boolean;
}

/**
 * Adds the tickets server and the customers server to a host's configuration.
 *
 * @returns The exit code.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function runInstall(id: HostId, flags: InstallFlags): Promise<number> {
  const servers = createEntries(flags);
  const { name, nextStep: then } = HOSTS[id];
  let desk = "";
  const edit = (configuration: HostConfiguration) => {
    desk = resolveLocation(flags.db) ?? getDefaultLocation();
    return addServers(configuration, servers);
  };
  return await changeConfig(id, flags, edit, (path, changed) => {
    if (!changed) return `${name} has these servers already. ${path} is unchanged.\n`;
    const names = [...servers.keys()].join(" and ");
    const lines = [
      `Added the servers ${names} to ${name}, in ${path}. ${then}`,
      `They start ${getThisProgram()} and use the desk ${desk}.`,
    ];
    if (isServerUrl(desk)) lines.push(TOKEN_NOTE);
    return lines.join("\n") + "\n";
  });
}

/** Hosts pass on few of a shell's variables, and a secret is not written to a file without being asked for. */
const TOKEN_NOTE = "The KV Connect server needs an access token: set DENO_KV_ACCESS_TOKEN in the env of both servers.";

function createEntries({ db, prefix, readOnly, unattended }: InstallFlags): Map<string, ServerEntry> {
  const place = resolveLocation(db);
  const flags = [
    ...place === undefined ? [] : ["--db", place],
    ...readOnly ? ["--read-only"] : [],
    ...unattended ? ["--unattended"] : [],
  ];
  return new Map([
    [`${prefix}tickets`, createEntry(["serve", ...flags])],
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
