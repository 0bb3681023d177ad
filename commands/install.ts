/** What `support-mcp install` does: tells a host of our servers. */

import { addServers, type HostConfiguration, type HostId, HOSTS, type ServerEntry } from "../install/mod.ts";
import { getDefaultLocation, isServerUrl } from "../store/mod.ts";
import { toAbsoluteLocation } from "./hosts/absolute_location.ts";
import { CommandError } from "./command_error.ts";
import { changeConfig, createEntry, getThisProgram, type HostConfigFlags } from "./hosts/host_config.ts";

export interface InstallFlags extends HostConfigFlags {
  /** The store; where servers look by themselves when left out. */
  db: string | undefined;
  /** What the servers' names begin with. */
  prefix: string;
  readOnly: boolean;
  unattended: boolean;
}

/**
 * Lists the tickets server and the customers server in a host's configuration.
 *
 * @returns The exit code.
 * @throws {CommandError} When that can't be done; then the configuration is as it was.
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
    if (!changed) return `${name} has these servers already: ${path} was left as it is.\n`;
    const names = [...servers.keys()].join(" and ");
    const lines = [
      `${name} has the servers ${names} now, in ${path}. ${then}`,
      `They start ${getThisProgram()}, and their desk is ${desk}.`,
    ];
    if (isServerUrl(desk)) lines.push(TOKEN_NOTE);
    return lines.join("\n") + "\n";
  });
}

/** A host starts servers with few of the variables that a shell has, and a secret isn't put into a file unasked. */
const TOKEN_NOTE = "That server wants an access token from them: put DENO_KV_ACCESS_TOKEN into the env of both.";

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

/** The store as a host must name it. */
function resolveLocation(db: string | undefined): string | undefined {
  if (db !== ":memory:") return db === undefined ? undefined : toAbsoluteLocation(db);
  throw new CommandError(
    "A desk in memory isn't shared: the host's two servers would have one each. Name a file with --db.",
    2,
  );
}
