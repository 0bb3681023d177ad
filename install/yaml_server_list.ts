import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  visit,
} from "yaml";
import type { Entry, Members } from "./entry_forms.ts";
import { InstallError } from "./install_error.ts";
import { rememberLast } from "./remember_last.ts";
import type { ServerList } from "./server_list.ts";
import { cutLines, insertLines, type LineRange } from "./yaml_lines.ts";

/** Aliases that the library would create for values that occur twice. */
const WITHOUT_ALIASES = { aliasDuplicateObjects: false, lineWidth: 0 } as const;

/** The library's own search for repeated keys takes quadratic time. */
const PARSING = { uniqueKeys: false } as const;

const parseText = rememberLast((text) => parseDocument(text, PARSING));
const readValue = rememberLast((text): unknown => parseText(text).toJS() ?? {});

/** Finds a key that a mapping has twice. */
const findRepeatedKey = rememberLast((text): string | undefined => {
  let repeated: string | undefined;
  visit(parseText(text), {
    Map(_, { items }) {
      const keys = items.flatMap(({ key }) => isScalar(key) ? [String(key.value)] : []);
      if (new Set(keys).size === keys.length) return;
      repeated = keys.find((key, index) => keys.indexOf(key) !== index);
      return visit.BREAK;
    },
  });
  return repeated;
});

/** The servers in YAML: entries by name, or a list of entries with a `name`. */
export class YamlServerList implements ServerList {
  #text: string;

  /**
   * @param path The file's name for messages.
   * @param member The member that holds the servers.
   * @param isList True for a list of entries with a `name`.
   * @param initialText The text of a new file without servers.
   * @throws {InstallError} If the text cannot be parsed, with line and column.
   */
  constructor(
    text: string,
    private readonly path: string,
    private readonly member: string,
    private readonly isList: boolean,
    initialText = "",
  ) {
    this.#text = text.trim() === "" ? initialText : text;
    const list = this.#read()[member] ?? (isList ? [] : {});
    if (Array.isArray(list) !== isList || typeof list !== "object") {
      throw this.#createError(`"${member}" is not ${isList ? "a list" : "a mapping"}`);
    }
  }

  get text(): string {
    return this.#text;
  }

  get servers(): ReadonlyMap<string, unknown> {
    const list = this.#read()[this.member] ?? {};
    if (!Array.isArray(list)) return new Map(Object.entries(list as object));
    return new Map(list.flatMap((entry) => entry === null ? [] : [[String(entry.name), entry]]));
  }

  put(name: string, { members, defaults }: Entry): void {
    const there = this.servers.get(name) as Members | undefined;
    const entry = there === undefined ? { ...defaults, ...members } : { ...there, ...members };
    if (isDeepStrictEqual(entry, there)) return;
    if (there !== undefined) this.remove(name);
    const item = this.isList ? [{ name, ...entry }] : { [name]: entry };
    this.#change((root) => {
      if (this.isList) root[this.member] = [...root[this.member] as unknown[] ?? [], ...item as unknown[]];
      else root[this.member] = { ...root[this.member] as Members, ...item };
    }, (document) => this.#insert(document, stringify(item, WITHOUT_ALIASES)));
  }

  remove(name: string): void {
    const names = [...this.servers.keys()];
    this.#change((root) => {
      if (names.length === 1) delete root[this.member];
      else if (this.isList) {
        root[this.member] = (root[this.member] as { name: unknown }[]).filter((entry) => String(entry?.name) !== name);
      } else root[this.member] = omit(root[this.member] as Members, name);
    }, (document) => {
      const list = findPair(document, this.member);
      const item = names.length === 1 ? list : toItems(list)[names.indexOf(name)];
      return item && cutLines(this.#text, toRange(item, this.#text));
    });
  }

  #insert(document: Document, item: string): string | undefined {
    const list = findPair(document, this.member);
    if (list === undefined) {
      const indented = item.replaceAll(/^(?=.)/gm, "  ");
      return insertLines(this.#text, this.#text.length, "", `${this.member}:\n${indented}`);
    }
    const items = toItems(list);
    const [first, last] = [items[0], items.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const indent =
      /^ */.exec(this.#text.slice(this.#text.lastIndexOf("\n", toRange(first, this.#text).start - 1) + 1))![0];
    return insertLines(this.#text, toRange(last, this.#text).end, indent, item);
  }

  /**
   * Changes lines and leaves all others untouched. Formats the whole text if that is not enough, as for lists on one
   * line.
   *
   * @param change Makes the change in the values.
   * @param edit Makes it in the text.
   */
  #change(change: (root: Record<string, unknown>) => void, edit: (document: Document) => string | undefined): void {
    const expected = { ...this.#read() };
    change(expected);
    for (const write of [() => edit(this.#parse()), () => this.#format(expected)]) {
      const text = write();
      if (text !== undefined && isDeepStrictEqual(tryRead(text), expected)) {
        this.#text = text;
        return;
      }
    }
    throw this.#createError(`"${this.member}" has anchors or aliases (& and *) that others need. Write them out`);
  }

  /** Writes the list of a value. Returns undefined if its anchors are needed elsewhere. */
  #format(value: Record<string, unknown>): string | undefined {
    const document = parseDocument(this.#text, PARSING); // its own, which it changes
    if (value[this.member] === undefined) document.delete(this.member);
    else document.set(this.member, document.createNode(value[this.member], WITHOUT_ALIASES));
    try {
      return document.toString({ lineWidth: 0 });
    } catch {
      return undefined;
    }
  }

  #read(): Record<string, unknown> {
    let value: unknown;
    try {
      this.#parse();
      value = readValue(this.#text);
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error; // an alias without its anchor, or too many
      throw this.#createError(`invalid YAML (${error.message})`, error);
    }
    if (typeof value !== "object" || Array.isArray(value)) throw this.#createError("the text is not a mapping");
    return value as Record<string, unknown>;
  }

  #parse(): Document {
    const document = parseText(this.#text);
    const [error] = document.errors;
    if (error !== undefined) {
      const place = error.linePos?.[0];
      const where = place === undefined ? "" : `line ${place.line}, column ${place.col}: `;
      throw this.#createError(`${where}invalid YAML (${error.message.split(/ at line |\n/)[0]})`, error);
    }
    const repeated = findRepeatedKey(this.#text);
    if (repeated !== undefined) throw this.#createError(`"${repeated}" is there twice in one mapping`);
    return document;
  }

  #createError(problem: string, cause?: unknown): InstallError {
    return new InstallError(`${this.path}, ${problem}. Fix the file first. It is unchanged.`, { cause });
  }
}

type Item = Pair<Node, Node | null> | Node;

function findPair({ contents }: Document, member: string): Pair<Node, Node | null> | undefined {
  const pairs = isMap(contents) ? contents.items as Pair<Node, Node | null>[] : [];
  return pairs.find(({ key }) => isNode(key) && key.toJSON() === member);
}

/** Lists the items of a block: a pair per name, or a node per entry. Returns none for a list on one line. */
function toItems(list: Pair<Node, Node | null> | undefined): Item[] {
  const value = list?.value;
  return (isMap(value) || isSeq(value)) && !value.flow ? value.items as Item[] : [];
}

function toRange(item: Item, text: string): LineRange {
  const [first, last] = isPair(item) ? [item.key as Node, (item.value ?? item.key) as Node] : [item, item];
  const [start] = first.range!;
  const { anchor } = first as { anchor?: string }; // in front of the range
  return { start: anchor === undefined ? start : text.lastIndexOf(`&${anchor}`, start), end: last.range![1] };
}

/** Reads a text, or returns undefined if that is impossible. */
function tryRead(text: string): unknown {
  try {
    return parseText(text).errors.length === 0 ? readValue(text) : undefined;
  } catch {
    return undefined; // an alias without its anchor
  }
}

function omit(members: Members, name: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}
