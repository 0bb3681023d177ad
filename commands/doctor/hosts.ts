/** Checks which AI hosts are configured for our servers, and if the servers start the way the hosts start them. */

import { win32 } from "node:path";
import { toShortLine } from "../../base/text/short_line.ts";
import type { RequestHandlers } from "../../client/handlers/mod.ts";
import { Connection } from "../../client/connection/mod.ts";
import {
  createHttpSource,
  createProcessSource,
  expandVariables,
  getOwnCommand,
  type ServerSource,
} from "../../client/configuration/mod.ts";
import { AgentError } from "../../client/errors/mod.ts";
import {
  type ConfiguredServer,
  findTwoServers,
  getProgram,
  type HostId,
  HOSTS,
  InstallError,
  isSameProgram,
  listOurServers,
  SERVER_NAME,
  type ServerEntry,
} from "../../install/mod.ts";
import type { DeskLocation } from "../../store/mod.ts";
import {
  findInstalledHosts,
  getDeskLocation,
  getThisProgram,
  type InstalledHost,
  readConfiguration,
} from "../hosts/mod.ts";
import { DOCTOR_NAME, version } from "../process/mod.ts";
import { askHost, judgeListing } from "./ask_host.ts";
import { describeFailure } from "./describe_failure.ts";
import { checkForeignServers } from "./foreign_servers.ts";
import type { Finding } from "./finding.ts";

/** The time a server has to start, and to answer a request. In milliseconds. */
const SERVER_TIMEOUT = 15_000;

/** Rejects requests from the servers: a check involves no person, and triggers none. */
const NO_PERSON: RequestHandlers = {
  sample: () => Promise.reject(new Error("doctor answers no sampling requests")),
  roots: () => Promise.resolve([]),
};

/**
 * Checks every host on this machine in turn.
 *
 * @param desk The desk that they should work on.
 */
export async function* checkHosts(desk: DeskLocation): AsyncGenerator<Finding> {
  let hosts: InstalledHost[];
  try {
    hosts = await findInstalledHosts();
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    return yield { kind: "hint", subject: "Hosts", message: error.message };
  }
  for (const { id, path } of hosts) yield* checkServers(id, path, desk);
  if (hosts.length > 0) return;
  const message =
    "None of the supported hosts is on this machine. For other hosts, use the configuration in the README.";
  yield { kind: "hint", subject: "Hosts", message };
}

async function* checkServers(id: HostId, path: string, desk: DeskLocation): AsyncGenerator<Finding> {
  const subject = HOSTS[id].name;
  try {
    const configuration = await readConfiguration(id, path);
    const servers = listOurServers(configuration);
    const foreign = await checkForeignServers(id, configuration);
    for (const finding of foreign) yield { subject, ...finding };
    if (servers.size === 0 && foreign.length === 0) {
      yield { kind: "hint", subject, message: `The desk is not configured. Run support-mcp install ${id}.` };
    }
    const two = findTwoServers(configuration, "");
    if (two !== undefined) {
      const message =
        `${two.names.join(" and ")} are of an earlier version. Run support-mcp install ${id} to replace ` +
        `them with ${SERVER_NAME}, which has the tools of both.`;
      yield { kind: "hint", subject, message };
    }
    const listing = servers.size > 0 ? askHost(HOSTS[id].listCommand) : undefined; // while the servers are checked
    for (const [name, entry] of servers) {
      yield { subject, ...await checkServer(name, entry) };
      yield* listDifferences(name, entry, desk).map((message): Finding => ({ kind: "hint", subject, message }));
    }
    yield* judgeListing(await listing, [...servers.keys()], path).map((finding) => ({ subject, ...finding }));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    yield { kind: "failed", subject, message: error.message };
  }
}

async function checkServer(name: string, entry: ConfiguredServer): Promise<Pick<Finding, "kind" | "message">> {
  try {
    const tools = await countTools(name, entry);
    const does = "url" in entry ? "answers" : "starts";
    return { kind: "ok", message: `${name} ${does}, opens its desk, and has ${tools} tools.` };
  } catch (error) {
    if (error instanceof AgentError) return { kind: "failed", message: describeFailure(error) };
    throw error;
  }
}

/** Lists differences that may be intended. */
function listDifferences(name: string, entry: ConfiguredServer, desk: DeskLocation): string[] {
  if ("url" in entry) return [];
  const program = getProgram(entry)!;
  const own = getDeskLocation(entry);
  return [
    ...isSameProgram(program, getThisProgram()) ? [] : [describeOtherProgram(name, entry)],
    ...own === desk ? [] : [describeOtherDesk(name, own)],
  ];
}

function describeOtherProgram(name: string, { command, args }: ServerEntry): string {
  const words = [command, ...args.slice(0, args.indexOf("serve"))];
  return words.some((word) => /^npx(?:\.cmd)?$/.test(win32.basename(word)))
    ? `${name} runs ${toShortLine(words.join(" "))}, which may be another version than this program.`
    : `${name} starts another program: ${getProgram({ command, args })}`;
}

function describeOtherDesk(name: string, location: DeskLocation): string {
  return location === ":memory:"
    ? `${name} uses a demo desk in memory, which keeps nothing.`
    : `${name} uses another desk: ${location}`;
}

/** Connects to a server as a host does. Also reads a resource, because tools are listed before the store is opened. */
async function countTools(name: string, entry: ConfiguredServer): Promise<number> {
  const source = createSource(name, entry);
  const hurry = new AbortController();
  const host = { name: DOCTOR_NAME, version, protocol: "handshake", handlers: NO_PERSON } as const;
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

function createSource(name: string, entry: ConfiguredServer): ServerSource {
  if ("url" in entry) return createHttpSource(entry.url, expandHeaders(entry.headers), name);
  const { command, args, env } = entry;
  const environment = { ...getOwnCommand([]).environment, ...env }; // hosts do not pass on this shell's variables
  return createProcessSource({ name, program: command, args, environment });
}

function expandHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const variables = Deno.env.toObject();
  const expand = (name: string, value: string) => expandVariables(value, variables, `the header ${name}`);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, expand(name, value)]));
}
