/** Resolves the server flags of `support-mcp agent`. */

import {
  createHttpSource,
  createProcessSource,
  expandVariables,
  readConfigFile,
  type ServerSource,
} from "../../client/configuration/mod.ts";
import { parseServerCommand } from "../../client/transports/mod.ts";
import { SetupError } from "../../client/errors/mod.ts";
import { findRepeatedHeader, splitHeader } from "../values/mod.ts";

export interface ServerFlags {
  /** Command lines, such as `python "my server.py"`. */
  commands: readonly string[];
  urls: readonly string[];
  /** Each `NAME: VALUE`, for the only URL. */
  headers: readonly string[];
  /** Configuration files of hosts. */
  configs: readonly string[];
  /** The names of servers whose declarations about their tools are trusted. */
  trusted: readonly string[];
}

/**
 * Resolves the servers to connect to: command lines first, then URLs, then configuration files.
 *
 * @throws {SetupError} If a flag or a file is invalid.
 */
export async function resolveServers(flags: ServerFlags): Promise<ServerSource[]> {
  const { commands, urls, configs } = flags;
  const headers = parseHeaders(flags);
  const listed = await Promise.all(configs.map((path) => readConfigFile(path, Deno.env.toObject())));
  const sources = makeNamesUnique([
    ...commands.map((line) => createProcessSource(parseServerFlag(() => parseServerCommand(line)))),
    ...urls.map((url) => createHttpSource(url, headers)),
    ...listed.flat(),
  ]);
  assertNames(flags.trusted, sources);
  return sources.map((source) => ({ ...source, isTrusted: flags.trusted.includes(source.name) }));
}

/** @throws {SetupError} If a trusted server is none of those to connect to. */
function assertNames(trusted: readonly string[], sources: readonly ServerSource[]): void {
  const unknown = trusted.find((name) => !sources.some((source) => source.name === name));
  if (unknown === undefined) return;
  const names = sources.map(({ name }) => name).join(", ");
  throw new SetupError(
    `--trust names an unknown server: ${unknown}. ${
      names === "" ? "Add it with --server, --url or --config." : `Servers: ${names}.`
    }`,
  );
}

function parseHeaders({ headers, urls }: ServerFlags): Record<string, string> {
  if (headers.length > 0 && urls.length !== 1) {
    throw new SetupError(
      "--header needs exactly one --url. For several servers, put the headers into a --config file.",
    );
  }
  const repeated = findRepeatedHeader(headers);
  if (repeated !== undefined) throw new SetupError(`--header sets ${repeated} twice. Give it once.`);
  const environment = Deno.env.toObject();
  return Object.fromEntries(
    headers.map(splitHeader).map(([name, value]) => [
      name,
      expandVariables(value, environment, `the header ${name}`),
    ]),
  );
}

/** Reports a syntax error as a mistake on the command line. */
function parseServerFlag<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? new SetupError(error.message, [], { cause: error }) : error;
  }
}

/** Adds numbers to repeated names, because people and models refer to servers by name. */
function makeNamesUnique(sources: readonly ServerSource[]): ServerSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    let name = source.name;
    for (let number = 2; taken.has(name); number++) name = `${source.name} (${number})`;
    taken.add(name);
    return { ...source, name };
  });
}
