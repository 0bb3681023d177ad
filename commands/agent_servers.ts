/** The servers that `support-mcp agent` is given. */

import { fillInVariables } from "../client/fill_in_variables.ts";
import { parseHeader } from "../client/header.ts";
import { httpSource } from "../client/http_source.ts";
import { parseServerCommand } from "../client/server_command.ts";
import { processSource, type ServerSource } from "../client/server_source.ts";
import { SetUpFailure } from "../client/set_up_failure.ts";

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
 * @throws {SetUpFailure} When one can't be meant.
 */
export async function serversOf(flags: ServerFlags): Promise<ServerSource[]> {
  const { commands, urls, configs } = flags;
  const headers = headersOf(flags);
  const listed = await Promise.all(configs.map(readConfig));
  return distinct([
    ...commands.map((line) => processSource(inWords(() => parseServerCommand(line)))),
    ...urls.map((url) => httpSource(url, headers)),
    ...listed.flat(),
  ]);
}

function headersOf({ headers, urls }: ServerFlags): Record<string, string> {
  if (headers.length > 0 && urls.length !== 1) {
    throw new SetUpFailure(
      "--header belongs to the one --url there is. For several servers, put headers into a --config file.",
    );
  }
  const environment = Deno.env.toObject();
  return Object.fromEntries(
    headers.map((text) => inWords(() => parseHeader(text)))
      .map(([name, value]) => [name, fillInVariables(value, environment, `the header ${name}`)]),
  );
}

async function readConfig(path: string): Promise<ServerSource[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : (error as Error).message;
    throw new SetUpFailure(`The configuration file ${path} can't be read: ${reason}.`, [], { cause: error });
  }
  const { serversInConfig } = await import("../client/config_file.ts"); // loads a parser that few runs need
  return serversInConfig(text, path, Deno.env.toObject());
}

/** What can't be read is a mistake of whoever wrote the command line. */
function inWords<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? new SetUpFailure(error.message, [], { cause: error }) : error;
  }
}

/** People and models know servers by their names: where two have the same, later ones get a number. */
function distinct(sources: readonly ServerSource[]): ServerSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    let name = source.name;
    for (let number = 2; taken.has(name); number++) name = `${source.name} (${number})`;
    taken.add(name);
    return { ...source, name };
  });
}
