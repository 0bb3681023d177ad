/** Looks which AI hosts know our servers, and whether these start as the hosts start them. */

import { dirname } from "node:path";
import type { Answers } from "../../client/answers.ts";
import { Connection } from "../../client/connection.ts";
import { ownProgram } from "../../client/own_program.ts";
import { ServerFailure } from "../../client/server_failure.ts";
import { processSource } from "../../client/server_source.ts";
import {
  fileIsThere,
  folderIsThere,
  type Folders,
  foldersOf,
  type HostId,
  HOSTS,
  InstallFailure,
  isProgram,
  type ListedServer,
  programOf,
  readConfig,
  serversOfOurs,
} from "../../install/mod.ts";
import { defaultLocation, type DeskLocation } from "../../store/mod.ts";
import { thisProgram } from "../host_config.ts";
import { version } from "../version.ts";
import type { Finding } from "./finding.ts";

/** How long a server may take to start and to answer, in milliseconds. */
const PATIENCE = 15_000;

/** Nobody is there to be asked, and a server that is only looked at asks nothing. */
const NOBODY: Answers = {
  sample: () => Promise.reject(new Error("nobody is there")),
  roots: () => Promise.resolve([]),
};

/**
 * What is to be said of every host that is on this machine, one after another.
 *
 * @param desk The desk that they are expected to work on.
 */
export async function* findHosts(desk: DeskLocation): AsyncGenerator<Finding> {
  const folders = foldersOf();
  let found = 0;
  for (const id of Object.keys(HOSTS) as HostId[]) {
    const path = HOSTS[id].file(folders);
    if (!await isOnMachine(path, folders)) continue;
    found++;
    yield* findServers(id, path, desk);
  }
  if (found > 0) return;
  const what = "none that this program knows is on this machine; others take what the README shows.";
  yield { kind: "hint", about: "AI hosts", what };
}

/** A file in the home folder itself doesn't tell whether the host is there before it is. */
async function isOnMachine(path: string, { home }: Folders): Promise<boolean> {
  return await fileIsThere(path) || (dirname(path) !== home && await folderIsThere(path));
}

async function* findServers(id: HostId, path: string, desk: DeskLocation): AsyncGenerator<Finding> {
  const about = HOSTS[id].name;
  try {
    const text = await readConfig(path);
    const servers = serversOfOurs({ host: HOSTS[id], path, text, ours: thisProgram() });
    if (servers.size === 0) {
      yield { kind: "hint", about, what: `it doesn't know the desk yet: support-mcp install ${id}` };
    }
    for (const [name, entry] of servers) {
      yield { about, ...await findServer(name, entry) };
      yield* differences(name, entry, desk).map((what): Finding => ({ kind: "hint", about, what }));
    }
  } catch (error) {
    if (!(error instanceof InstallFailure)) throw error;
    yield { kind: "wrong", about, what: error.message };
  }
}

async function findServer(name: string, entry: ListedServer): Promise<Pick<Finding, "kind" | "what">> {
  try {
    return { kind: "ok", what: `${name} starts, works on its desk, and offers ${await toolsOf(name, entry)} tools.` };
  } catch (error) {
    if (error instanceof ServerFailure) return { kind: "wrong", what: [error.message, ...error.remarks].join(" ") };
    throw error;
  }
}

/** What may be meant so, and may not. */
function differences(name: string, entry: ListedServer, desk: DeskLocation): string[] {
  const program = programOf(entry)!;
  const flag = entry.args.indexOf("--db");
  const own = (flag === -1 ? entry.env.SUPPORT_MCP_DB : entry.args[flag + 1]) ?? defaultLocation();
  return [
    ...isProgram(program, thisProgram()) ? [] : [`${name} is started from ${program}, which isn't this program.`],
    ...own === desk ? [] : [`${name} works on another desk: ${own}`],
  ];
}

/** Starts a server as a host does, and reads something: tools are listed before the store is opened. */
async function toolsOf(name: string, { command, args, env }: ListedServer): Promise<number> {
  const environment = { ...ownProgram([]).environment, ...env }; // a host knows nothing of this shell's variables for us
  const source = processSource({ name, program: command, args, environment });
  const hurry = new AbortController();
  const host = { name: "support-mcp-doctor", version, protocol: "handshake", answers: NOBODY } as const;
  const times = { connectTimeout: PATIENCE, requestTimeout: PATIENCE };
  const connection = await Connection.open(name, () => source.reach(hurry.signal), { ...host, ...times });
  try {
    const [tools, [resource]] = await Promise.all([connection.tools(), connection.resources()]);
    await connection.read(resource!.uri);
    return tools.length;
  } finally {
    await connection.close();
  }
}
