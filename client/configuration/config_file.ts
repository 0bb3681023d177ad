/** Hosts' configuration files: servers are listed under `mcpServers`, or under `servers` in VS Code. */

import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import * as z from "zod";
import { type EnvironmentVariables, expandVariables } from "./expand_variables.ts";
import { createHttpSource } from "./http_source.ts";
import { camelCaseToWords } from "../../base/text/camel_case_to_words.ts";
import { formatTextPosition } from "../../base/text/format/text_position.ts";
import { getForeignEnvironment } from "./inherited_environment.ts";
import { createProcessSource, type ServerSource } from "./server_source.ts";
import { SetupError } from "../errors/mod.ts";

const LIST_KEYS = ["mcpServers", "servers"];

const stringRecord = z.record(z.string(), z.string()).default({});
const serverSchema = z.looseObject({
  type: z.enum(["stdio", "http", "streamable-http", "streamableHttp"], "expected stdio or http")
    .optional(),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).default([]),
  env: stringRecord,
  cwd: z.string().min(1).optional(),
  url: z.string().min(1).optional(),
  headers: stringRecord,
  disabled: z.boolean().default(false),
}).refine(({ command, url }) => (command === undefined) !== (url === undefined), "set either command or url");
const serversSchema = z.record(z.string().min(1), serverSchema);
type Server = z.output<typeof serverSchema>;

/**
 * Parses the servers in a configuration file. Omits disabled servers.
 *
 * @param path The file's path for error messages.
 * @param environment Values for `${NAME}` in the file.
 * @throws {SetupError} If the file is invalid, with line and column.
 */
export function parseServers(text: string, path: string, environment: EnvironmentVariables): ServerSource[] {
  const root = parseJson(text, path);
  const member = LIST_KEYS.find((name) => findNodeAtLocation(root, [name]) !== undefined);
  if (member === undefined) throw new SetupError(`${path} has no "mcpServers" object.`);
  const list = findNodeAtLocation(root, [member])!;
  const parsed = serversSchema.safeParse(getNodeValue(list));
  if (!parsed.success) throw createSchemaError(parsed.error.issues[0]!, list, text, path);
  const enabled = Object.entries(parsed.data).filter(([, { disabled }]) => !disabled);
  if (enabled.length === 0) throw new SetupError(`${path} has no enabled server.`);
  const locate = (members: readonly string[]) => formatTextPosition(findNearestNode(members, list).offset, text, path);
  return enabled.map(([name, server]) => toSource(name, server, environment, locate));
}

function parseJson(text: string, path: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    throw new SetupError(
      `${formatTextPosition(error.offset, text, path)}: invalid JSON: ${
        camelCaseToWords(printParseErrorCode(error.error))
      }.`,
    );
  }
  if (root?.type !== "object") {
    throw new SetupError(`${formatTextPosition(root?.offset ?? 0, text, path)}: expected a JSON object.`);
  }
  return root;
}

function createSchemaError(
  { path: members, message }: z.core.$ZodIssue,
  list: Node,
  text: string,
  path: string,
): SetupError {
  const keys = members.map((member) => typeof member === "number" ? member : String(member));
  const where = formatTextPosition(findNearestNode(keys, list).offset, text, path);
  return new SetupError(`${where}: invalid ${keys.join(".") || "list of servers"}: ${message}.`);
}

/** Returns the node of a member, or its nearest existing ancestor. */
function findNearestNode(members: readonly (string | number)[], list: Node): Node {
  const depth = members.findLastIndex((_, index) =>
    findNodeAtLocation(list, members.slice(0, index + 1)) !== undefined
  );
  return depth === -1 ? list : findNodeAtLocation(list, members.slice(0, depth + 1))!;
}

/** @param locate Returns the position of a member, such as `mcp.json, line 2, column 5`. */
function toSource(
  name: string,
  server: Server,
  environment: EnvironmentVariables,
  locate: (members: readonly string[]) => string,
): ServerSource {
  const withPosition = <Value>(members: readonly string[], make: () => Value): Value => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      throw new SetupError(`${locate([name, ...members])}: ${error.message}`, [], { cause: error });
    }
  };
  const fill = (text: string, ...members: string[]) =>
    withPosition(members, () => expandVariables(text, environment, `the server ${name}`));
  const fillAll = (all: Record<string, string>, member: string) =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, fill(value, member, key)]));
  if (server.url !== undefined) {
    const [url, headers] = [fill(server.url, "url"), fillAll(server.headers, "headers")];
    return withPosition([], () => createHttpSource(url, headers, name));
  }
  const secrets = fillAll(server.env, "env");
  const source = createProcessSource({
    name,
    program: fill(server.command!, "command"),
    args: server.args.map((arg) => fill(arg, "args")),
    environment: { ...getForeignEnvironment(), ...secrets },
    ...server.cwd !== undefined && { directory: fill(server.cwd, "cwd") },
  });
  return { ...source, secrets };
}
