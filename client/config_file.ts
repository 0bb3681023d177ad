/** Hosts' configuration files, which list servers: `mcpServers` in most of them, `servers` in VS Code's. */

import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree } from "jsonc-parser";
import * as z from "zod";
import { fillInVariables } from "./fill_in_variables.ts";
import { httpSource } from "./http_source.ts";
import { placeOf, reasonFor } from "./json_text.ts";
import { inheritedEnvironment, processSource, type ServerSource } from "./server_source.ts";
import { SetUpFailure } from "./set_up_failure.ts";

const MEMBERS = ["mcpServers", "servers"];

const texts = z.record(z.string(), z.string()).default({});
const server = z.looseObject({
  type: z.enum(["stdio", "http", "streamable-http", "streamableHttp"], "only stdio and http are spoken here")
    .optional(),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).default([]),
  env: texts,
  cwd: z.string().min(1).optional(),
  url: z.string().min(1).optional(),
  headers: texts,
  disabled: z.boolean().default(false),
}).refine(({ command, url }) => (command === undefined) !== (url === undefined), "it needs a command, or else a url");
const servers = z.record(z.string().min(1), server);
type Server = z.output<typeof server>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The servers in a configuration file; those that are disabled are left out.
 *
 * @param path The file's name, for people.
 * @param environment For `${NAME}` in the file.
 * @throws {SetUpFailure} When something in it is wrong, with line and column.
 */
export function serversInConfig(text: string, path: string, environment: Environment): ServerSource[] {
  const root = parse(text, path);
  const member = MEMBERS.find((name) => findNodeAtLocation(root, [name]) !== undefined);
  if (member === undefined) throw new SetUpFailure(`${path} has no "mcpServers", which would list servers.`);
  const list = findNodeAtLocation(root, [member])!;
  const parsed = servers.safeParse(getNodeValue(list));
  if (!parsed.success) throw wrong(parsed.error.issues[0]!, list, text, path);
  const enabled = Object.entries(parsed.data).filter(([, { disabled }]) => !disabled);
  if (enabled.length === 0) throw new SetUpFailure(`${path} lists no server that isn't disabled.`);
  const placeOfMember = (members: readonly string[]) => placeOf(nodeAt(members, list).offset, text, path);
  return enabled.map(([name, server]) => sourceOf(name, server, environment, placeOfMember));
}

function parse(text: string, path: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    throw new SetUpFailure(`${placeOf(error.offset, text, path)} is no JSON: ${reasonFor(error)}.`);
  }
  if (root?.type !== "object") throw new SetUpFailure(`${placeOf(root?.offset ?? 0, text, path)} is no JSON object.`);
  return root;
}

function wrong({ path: members, message }: z.core.$ZodIssue, list: Node, text: string, path: string): SetUpFailure {
  const keys = members.map((member) => typeof member === "number" ? member : String(member));
  const where = placeOf(nodeAt(keys, list).offset, text, path);
  return new SetUpFailure(`${where}: ${keys.join(".") || "the list of servers"} is wrong: ${message}.`);
}

/** The member itself, or the innermost around it that is there. */
function nodeAt(members: readonly (string | number)[], list: Node): Node {
  const depth = members.findLastIndex((_, index) =>
    findNodeAtLocation(list, members.slice(0, index + 1)) !== undefined
  );
  return depth === -1 ? list : findNodeAtLocation(list, members.slice(0, depth + 1))!;
}

/** @param placeOfMember Where one of the list's members is, in words. */
function sourceOf(
  name: string,
  server: Server,
  environment: Environment,
  placeOfMember: (members: readonly string[]) => string,
): ServerSource {
  const placed = <Value>(members: readonly string[], make: () => Value): Value => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof SetUpFailure)) throw error;
      throw new SetUpFailure(`${placeOfMember([name, ...members])}: ${error.message}`, [], { cause: error });
    }
  };
  const fill = (text: string, ...members: string[]) =>
    placed(members, () => fillInVariables(text, environment, `the server ${name}`));
  const fillAll = (all: Record<string, string>, member: string) =>
    Object.fromEntries(Object.entries(all).map(([key, value]) => [key, fill(value, member, key)]));
  if (server.url !== undefined) {
    const [url, headers] = [fill(server.url, "url"), fillAll(server.headers, "headers")];
    return placed([], () => httpSource(url, headers, name));
  }
  const secrets = fillAll(server.env, "env");
  const source = processSource({
    name,
    program: fill(server.command!, "command"),
    args: server.args.map((arg) => fill(arg, "args")),
    environment: { ...inheritedEnvironment(), ...secrets },
    ...server.cwd !== undefined && { directory: fill(server.cwd, "cwd") },
  });
  return { ...source, secrets };
}
