/** The servers that `support-mcp agent` is given. */

import { expandVariables } from "../../client/configuration/expand_variables.ts";
import { parseHeader } from "../../client/configuration/header.ts";
import { createHttpSource } from "../../client/configuration/http_source.ts";
import { parseServerCommand } from "../../client/transports/server_command.ts";
import { createProcessSource, type ServerSource } from "../../client/configuration/server_source.ts";
import { SetupError } from "../../client/errors/setup_error.ts";

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
  const listed = await Promise.all(configs.map(readConfiguredServers));
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

async function readConfiguredServers(path: string): Promise<ServerSource[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : (error as Error).message;
    throw new SetupError(`The configuration file ${path} can't be read: ${reason}.`, [], { cause: error });
  }
  const { parseServers } = await import("../../client/configuration/config_file.ts"); // loads a parser that few runs need
  return parseServers(text, path, Deno.env.toObject());
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
