import { isDeepStrictEqual } from "node:util";
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { camelCaseToWords } from "../../base/text/camel_case_to_words.ts";
import { formatTextPosition } from "../../base/text/format/text_position.ts";
import { InstallError } from "../errors/mod.ts";
import { addMember, removeMember } from "./json_members.ts";
import { rememberLast } from "./remember_last.ts";
import type { Entry, Members, ServerList } from "./server_list.ts";

/** A parsed text. */
interface Parsed {
  root: Node | undefined;
  error: ParseError | undefined;
}

const parseText = rememberLast((text): Parsed => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return { root, error: errors[0] };
});

/** The servers of parsed lists. */
const readLists = new WeakMap<Node, ReadonlyMap<string, unknown>>();

function readServers({ children = [] }: Node): ReadonlyMap<string, unknown> {
  return new Map(children.map(({ children: pair }) => [pair![0]!.value, getNodeValue(pair![1]!)]));
}

/** The servers in JSON, possibly with comments. */
export class JsonServerList implements ServerList {
  #text: string;
  readonly #bom: string;

  /**
   * @param path The file's name for messages.
   * @param member The member that holds the servers.
   * @throws {InstallError} If the text cannot be parsed, with line and column.
   */
  constructor(text: string, private readonly path: string, private readonly member: string) {
    this.#bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    this.#text = text.slice(this.#bom.length).trim() === "" ? "{}\n" : text.slice(this.#bom.length);
    this.#assertOnce(this.#root(), member);
    const list = this.#list();
    if (list !== undefined && list.type !== "object") {
      throw this.#createError(list.offset, `"${member}" is not an object`);
    }
  }

  get text(): string {
    return this.#bom + this.#text;
  }

  get servers(): ReadonlyMap<string, unknown> {
    const list = this.#list();
    if (list === undefined) return new Map();
    const known = readLists.get(list) ?? readServers(list);
    readLists.set(list, known);
    return known;
  }

  put(name: string, { members, defaults }: Entry): void {
    const there = this.servers.get(name) as Record<string, unknown> | undefined;
    if (there === undefined) return this.#add(name, { ...defaults, ...members });
    this.#assertOnce(this.#list()!, name);
    const entry = findNodeAtLocation(this.#list()!, [name])!;
    for (const member of Object.keys(members)) this.#assertOnce(entry, member);
    for (const [member, value] of Object.entries(members)) {
      if (!isDeepStrictEqual(there[member], value)) this.#change(name, member, value);
    }
  }

  remove(name: string): void {
    this.#assertOnce(this.#list()!, name);
    this.#text = applyEdits(this.#text, removeMember(this.#text, this.#list()!, name));
  }

  #add(name: string, entry: Members): void {
    const list = this.#list();
    const edits = list === undefined
      ? addMember(this.#text, this.#root(), this.member, { [name]: entry })
      : addMember(this.#text, list, name, entry);
    this.#text = applyEdits(this.#text, edits);
  }

  #change(name: string, part: string, value: unknown): void {
    this.#text = applyEdits(this.#text, modify(this.#text, [this.member, name, part], value, {}));
  }

  #list(): Node | undefined {
    return findNodeAtLocation(this.#root(), [this.member]);
  }

  #root(): Node {
    const { root, error } = parseText(this.#text);
    if (error !== undefined) {
      throw this.#createError(error.offset, `invalid JSON (${camelCaseToWords(printParseErrorCode(error.error))})`);
    }
    if (root?.type !== "object") throw this.#createError(root?.offset ?? 0, "the text is not a JSON object");
    return root;
  }

  /** Hosts read the last member of a name, and an edit changes the first. */
  #assertOnce({ children = [] }: Node, name: string): void {
    const [, second] = children.filter(({ children: [key] = [] }) => key?.value === name);
    if (second !== undefined) {
      throw this.#createError(second.offset, `"${name}" appears twice, and hosts read only the last one`);
    }
  }

  #createError(offset: number, problem: string): InstallError {
    const place = formatTextPosition(offset, this.#text, this.path);
    return new InstallError(`${place}: ${problem}. Fix the file first. It is unchanged.`);
  }
}
