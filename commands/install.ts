/** What `support-mcp install` does: tells a host of our servers. */

import { type Configuration, type Entry, type HostId, HOSTS, withServers } from "../install/mod.ts";
import { defaultLocation, isUrl } from "../store/mod.ts";
import { absoluteLocation } from "./absolute_location.ts";
import { Failure } from "./failure.ts";
import { changeConfig, type HostConfigFlags, ownEntry, thisProgram } from "./host_config.ts";

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
 * @throws {Failure} When that can't be done; then the configuration is as it was.
 */
export async function runInstall(id: HostId, flags: InstallFlags): Promise<number> {
  const servers = serversOf(flags);
  const { name, then } = HOSTS[id];
  let desk = "";
  const edit = (configuration: Configuration) => {
    desk = placeOf(flags.db) ?? defaultLocation();
    return withServers(configuration, servers);
  };
  return await changeConfig(id, flags, edit, (path, changed) => {
    if (!changed) return `${name} has these servers already: ${path} was left as it is.\n`;
    const names = [...servers.keys()].join(" and ");
    const lines = [
      `${name} has the servers ${names} now, in ${path}. ${then}`,
      `They start ${thisProgram()}, and their desk is ${desk}.`,
    ];
    if (isUrl(desk)) lines.push(TOKEN);
    return lines.join("\n") + "\n";
  });
}

/** A host starts servers with few of the variables that a shell has, and a secret isn't put into a file unasked. */
const TOKEN = "That server wants an access token from them: put DENO_KV_ACCESS_TOKEN into the env of both.";

function serversOf({ db, prefix, readOnly, unattended }: InstallFlags): Map<string, Entry> {
  const place = placeOf(db);
  const flags = [
    ...place === undefined ? [] : ["--db", place],
    ...readOnly ? ["--read-only"] : [],
    ...unattended ? ["--unattended"] : [],
  ];
  return new Map([
    [`${prefix}tickets`, ownEntry(["serve", ...flags])],
    [`${prefix}customers`, ownEntry(["serve", "customers", ...flags])],
  ]);
}

/** The store as a host must name it. */
function placeOf(db: string | undefined): string | undefined {
  if (db !== ":memory:") return db === undefined ? undefined : absoluteLocation(db);
  throw new Failure(
    "A desk in memory isn't shared: the host's two servers would have one each. Name a file with --db.",
    2,
  );
}
