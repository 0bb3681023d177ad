/** The servers that `support-mcp agent` is given. */

import {
  createHttpSource,
  createProcessSource,
  expandVariables,
  parseHeader,
  readConfigFile,
  type ServerSource,
} from "../../client/configuration/mod.ts";
import { parseServerCommand } from "../../client/transports/mod.ts";
import { SetupError } from "../../client/errors/mod.ts";

export interface ServerFlags {
  /** Command lines, such as `python "my server.py"`. */
  commands: readonly string[];
  urls: readonly string[];
  /** Each `Name: value`, for the one URL. */
  headers: readonly string[];
  /** Configuration files of hosts. */
  configs: readonly string[];
}

/**
 * The servers to work with, in the order: command lines, URLs, configuration files.
 *
 * @returns None where none is given.
 * @throws {SetupError} When one can't be meant.
 */
export async function resolveServers(flags: ServerFlags): Promise<ServerSource[]> {
  const { commands, urls, configs } = flags;
  const headers = parseHeaders(flags);
  const listed = await Promise.all(configs.map((path) => readConfigFile(path, Deno.env.toObject())));
  return makeNamesUnique([
    ...commands.map((line) => createProcessSource(parseServerFlag(() => parseServerCommand(line)))),
    ...urls.map((url) => createHttpSource(url, headers)),
    ...listed.flat(),
  ]);
}

function parseHeaders({ headers, urls }: ServerFlags): Record<string, string> {
  if (headers.length > 0 && urls.length !== 1) {
    throw new SetupError(
      "--header belongs to the one --url there is. For several servers, put headers into a --config file.",
    );
  }
  const environment = Deno.env.toObject();
  return Object.fromEntries(
    headers.map((text) => parseServerFlag(() => parseHeader(text)))
      .map(([name, value]) => [name, expandVariables(value, environment, `the header ${name}`)]),
  );
}

/** What can't be read is a mistake of whoever wrote the command line. */
function parseServerFlag<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? new SetupError(error.message, [], { cause: error }) : error;
  }
}

/** People and models know servers by their names: where two have the same, later ones get a number. */
function makeNamesUnique(sources: readonly ServerSource[]): ServerSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    let name = source.name;
    for (let number = 2; taken.has(name); number++) name = `${source.name} (${number})`;
    taken.add(name);
    return { ...source, name };
  });
}
