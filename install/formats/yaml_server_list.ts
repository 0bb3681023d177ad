import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isSeq, stringify } from "yaml";
import { InstallError } from "../errors/mod.ts";
import type { Entry, Members, ServerList } from "./server_list.ts";
import {
  findPair,
  findRepeatedKey,
  parseExactly,
  parseText,
  readValue,
  toItems,
  toRange,
  tryRead,
} from "./yaml_document.ts";
import { cutLines, getIndent, insertLines, replaceLines } from "./yaml_lines.ts";

/** Aliases that the library would create for values that occur twice. */
const WITHOUT_ALIASES = { aliasDuplicateObjects: false, lineWidth: 0 } as const;

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
    const index = this.#findIndex(name);
    const item = this.isList ? [{ name, ...entry }] : { [name]: entry };
    this.#change(
      (root) => {
        if (!this.isList) root[this.member] = { ...root[this.member] as Members, ...item };
        else root[this.member] = splice(root[this.member] as unknown[] ?? [], index, ...item as unknown[]);
      },
      (document) => this.#write(document, index, stringify(item, WITHOUT_ALIASES)),
      (list, document) => {
        if (!(isMap(list) || isSeq(list)) || list.items.length === 0) return; // an empty list gets whole lines
        const node = document.createNode(this.isList ? { name, ...entry } : entry, WITHOUT_ALIASES);
        if (isMap(list)) list.set(name, node);
        else list.items = splice(list.items, index, node);
      },
    );
  }

  remove(name: string): void {
    const index = this.#findIndex(name)!;
    const isLast = this.#list().length === 1;
    this.#change(
      (root) => {
        if (isLast) delete root[this.member];
        else if (this.isList) root[this.member] = splice(root[this.member] as unknown[], index);
        else root[this.member] = omit(root[this.member] as Members, name);
      },
      (document) => this.#cut(document, index, isLast),
      (list) => {
        if (isMap(list)) list.delete(name);
        else if (isSeq(list)) list.delete(index);
      },
    );
  }

  /** The names in their order. Entries may have none. */
  #list(): string[] {
    const list = this.#read()[this.member] ?? {};
    return Array.isArray(list) ? list.map((entry) => String(entry?.name)) : Object.keys(list);
  }

  /** Returns undefined if there is no server of the name. */
  #findIndex(name: string): number | undefined {
    const names = this.#list();
    const index = names.indexOf(name);
    if (index !== names.lastIndexOf(name)) {
      throw this.#createError(`"${this.member}" has two servers named "${name}"`);
    }
    return index === -1 ? undefined : index;
  }

  /** Replaces a server, or adds one after the last. */
  #write(document: Document, index: number | undefined, item: string): string | undefined {
    const pair = findPair(document, this.member);
    const items = toItems(pair);
    const [first, last] = [items[0], items.at(-1)];
    if (first === undefined || last === undefined) {
      const lines = item.replaceAll(/^(?=.)/gm, "  ");
      if (pair === undefined) return insertLines(this.#text, this.#text.length, "", `${this.member}:\n${lines}`);
      return insertLines(this.#text, pair.key.range![1], "", lines); // nothing, or comments
    }
    const indent = getIndent(this.#text, toRange(first, this.#text));
    if (index === undefined) return insertLines(this.#text, toRange(last, this.#text).end, indent, item);
    return items[index] && replaceLines(this.#text, toRange(items[index], this.#text), indent, item);
  }

  /** Removes the lines of a server. The whole list goes with the last one, except for comments above that server. */
  #cut(document: Document, index: number, isLast: boolean): string | undefined {
    const pair = findPair(document, this.member);
    const item = toItems(pair)[index];
    if (pair === undefined || item === undefined) return undefined;
    const range = toRange(item, this.#text);
    if (!isLast) return cutLines(this.#text, range);
    const comments = this.#text.slice(pair.key.range![0], range.start).match(/^ *#.*\n/gm) ?? [];
    return replaceLines(this.#text, toRange(pair, this.#text), "", comments.join(""));
  }

  /**
   * Changes lines and leaves all others untouched. Formats the whole text if that is not enough, as for lists on one
   * line, and writes the list without its comments if nothing else helps.
   *
   * @param change Makes the change in the values.
   * @param edit Makes it in the text.
   * @param editNodes Makes it in the list of a document.
   */
  #change(
    change: (root: Record<string, unknown>) => void,
    edit: (document: Document) => string | undefined,
    editNodes: (list: unknown, document: Document) => void,
  ): void {
    const expected = { ...this.#read() };
    change(expected);
    const value = expected[this.member];
    const setList = (_: unknown, document: Document) =>
      document.set(this.member, document.createNode(value, WITHOUT_ALIASES));
    const writers = [
      () => edit(this.#parse()),
      ...[editNodes, setList].map((each) => () => this.#format(value === undefined ? undefined : each)),
    ];
    for (const write of writers) {
      const text = write();
      if (text !== undefined && isDeepStrictEqual(tryRead(text), expected)) {
        this.#text = text;
        return;
      }
    }
    throw this.#createError(
      `"${this.member}" has anchors or aliases (& and *) that other parts of the file use. Write them out`,
    );
  }

  /**
   * Formats the text after an edit of its list, which is removed without an edit. Returns undefined if its anchors are needed
   * elsewhere.
   */
  #format(edit: ((list: unknown, document: Document) => void) | undefined): string | undefined {
    const document = parseExactly(this.#text);
    if (edit === undefined) document.delete(this.member);
    else edit(document.get(this.member), document);
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
    if (repeated !== undefined) throw this.#createError(`"${repeated}" appears twice in one mapping`);
    return document;
  }

  #createError(problem: string, cause?: unknown): InstallError {
    return new InstallError(`${this.path}, ${problem}. Fix the file first. It is unchanged.`, { cause });
  }
}

/** Returns a copy of a list without the item at an index, or with others in its place; at the end, if there is no index. */
function splice<T>(list: readonly T[], index: number | undefined, ...items: T[]): T[] {
  return index === undefined ? [...list, ...items] : list.toSpliced(index, 1, ...items);
}

function omit(members: Members, name: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}
