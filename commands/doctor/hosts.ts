/** Looks which AI hosts know our servers, and whether these start as the hosts start them. */

import { dirname } from "node:path";
import type { RequestHandlers } from "../../client/handlers/mod.ts";
import { Connection } from "../../client/connection/mod.ts";
import { createProcessSource, getOwnCommand } from "../../client/configuration/mod.ts";
import { ServerError } from "../../client/errors/mod.ts";
import {
  type ConfiguredServer,
  getProgram,
  getUserFolders,
  hasParentFolder,
  type HostId,
  HOSTS,
  InstallError,
  isSameProgram,
  listOurServers,
  pathExists,
  readConfig,
  type UserFolders,
} from "../../install/mod.ts";
import { type DeskLocation, getDefaultLocation } from "../../store/mod.ts";
import { getThisProgram } from "../hosts/host_config.ts";
import { version } from "../version.ts";
import type { Finding } from "./finding.ts";

/** How long a server may take to start and to answer, in milliseconds. */
const SERVER_TIMEOUT = 15_000;

/** Nobody is there to be asked, and a server that is only looked at asks nothing. */
const NO_PERSON: RequestHandlers = {
  sample: () => Promise.reject(new Error("nobody is there")),
  roots: () => Promise.resolve([]),
};

/**
 * What is to be said of every host that is on this machine, one after another.
 *
 * @param desk The desk that they are expected to work on.
 */
export async function* checkHosts(desk: DeskLocation): AsyncGenerator<Finding> {
  const folders = getUserFolders();
  let found = 0;
  for (const id of Object.keys(HOSTS) as HostId[]) {
    const path = HOSTS[id].getConfigPath(folders);
    if (!await isInstalled(path, folders)) continue;
    found++;
    yield* checkServers(id, path, desk);
  }
  if (found > 0) return;
  const what = "none that this program knows is on this machine; others take what the README shows.";
  yield { kind: "hint", subject: "AI hosts", message: what };
}

/** A file in the home folder itself doesn't tell whether the host is there before it is. */
async function isInstalled(path: string, { home }: UserFolders): Promise<boolean> {
  return await pathExists(path) || (dirname(path) !== home && await hasParentFolder(path));
}

async function* checkServers(id: HostId, path: string, desk: DeskLocation): AsyncGenerator<Finding> {
  const about = HOSTS[id].name;
  try {
    const text = await readConfig(path);
    const servers = listOurServers({ host: HOSTS[id], path, text, ours: getThisProgram() });
    if (servers.size === 0) {
      yield { kind: "hint", subject: about, message: `it doesn't know the desk yet: support-mcp install ${id}` };
    }
    for (const [name, entry] of servers) {
      yield { subject: about, ...await checkServer(name, entry) };
      yield* listDifferences(name, entry, desk).map((message): Finding => ({ kind: "hint", subject: about, message }));
    }
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    yield { kind: "wrong", subject: about, message: error.message };
  }
}

async function checkServer(name: string, entry: ConfiguredServer): Promise<Pick<Finding, "kind" | "message">> {
  try {
    return {
      kind: "ok",
      message: `${name} starts, works on its desk, and offers ${await countTools(name, entry)} tools.`,
    };
  } catch (error) {
    if (error instanceof ServerError) return { kind: "wrong", message: [error.message, ...error.remarks].join(" ") };
    throw error;
  }
}

/** What may be meant so, and may not. */
function listDifferences(name: string, entry: ConfiguredServer, desk: DeskLocation): string[] {
  const program = getProgram(entry)!;
  const flag = entry.args.indexOf("--db");
  const own = (flag === -1 ? entry.env.SUPPORT_MCP_DB : entry.args[flag + 1]) ?? getDefaultLocation();
  return [
    ...isSameProgram(program, getThisProgram())
      ? []
      : [`${name} is started from ${program}, which isn't this program.`],
    ...own === desk ? [] : [`${name} works on another desk: ${own}`],
  ];
}

/** Starts a server as a host does, and reads something: tools are listed before the store is opened. */
async function countTools(name: string, { command, args, env }: ConfiguredServer): Promise<number> {
  const environment = { ...getOwnCommand([]).environment, ...env }; // a host knows nothing of this shell's variables for us
  const source = createProcessSource({ name, program: command, args, environment });
  const hurry = new AbortController();
  const host = { name: "support-mcp-doctor", version, protocol: "handshake", handlers: NO_PERSON } as const;
  const times = { connectTimeout: SERVER_TIMEOUT, requestTimeout: SERVER_TIMEOUT };
  const connection = await Connection.open(name, () => source.openTransport(hurry.signal), { ...host, ...times });
  try {
    const [tools, [resource]] = await Promise.all([connection.tools(), connection.resources()]);
    await connection.read(resource!.uri);
    return tools.length;
  } finally {
    await connection.close();
  }
}
