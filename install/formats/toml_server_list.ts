import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { parse, patch } from "@decimalturn/toml-patch";
import { InstallError } from "../errors/mod.ts";
import type { Entry, ServerList } from "./server_list.ts";

type Table = Record<string, unknown>;

/** The servers in TOML: a table of tables. */
export class TomlServerList implements ServerList {
  #text: string;

  /**
   * @param path The file's name for messages.
   * @param member The member that holds the servers.
   * @throws {InstallError} If the text cannot be parsed, with line and column.
   */
  constructor(text: string, private readonly path: string, private readonly member: string) {
    this.#text = text;
    if (!isTable(this.#root()[member] ?? {})) throw this.#createError(`"${member}" is not a table`);
  }

  get text(): string {
    return this.#text;
  }

  get servers(): ReadonlyMap<string, unknown> {
    return new Map(Object.entries(this.#list(this.#root())));
  }

  put(name: string, { members, defaults }: Entry): void {
    if (!this.servers.has(name)) return this.#add(name, { ...defaults, ...members });
    this.#edit((list) => {
      const entry = Object.assign(list[name] as Table, members);
      for (const [member, value] of Object.entries(members)) if (value === undefined) delete entry[member];
    });
  }

  remove(name: string): void {
    this.#edit((list) => delete list[name]);
  }

  /** Appends a table, which works for any text except one that has the list on one line. */
  #add(name: string, members: Table): void {
    const lineEnd = this.#text.includes("\r\n") ? "\r\n" : "\n";
    const gap = this.#text === "" ? "" : this.#text.endsWith("\n") ? lineEnd : lineEnd + lineEnd;
    const lines = Object.entries(members).map(([key, value]) => `${key} = ${toToml(value)}`);
    const whole = this.#text + gap + [`[${this.member}.${name}]`, ...lines, ""].join(lineEnd);
    try {
      parse(whole);
      this.#text = whole;
    } catch {
      this.#edit((list) => list[name] = members);
    }
  }

  /** Changes only what differs. */
  #edit(change: (list: Table) => void): void {
    const root = this.#root();
    const list = this.#list(root);
    change(list);
    if (Object.keys(list).length === 0) delete root[this.member];
    const text = patch(this.#text, root);
    this.#text = text.trim() === "" ? "" : text;
  }

  #list(root: Table): Table {
    return (root[this.member] ??= {}) as Table;
  }

  #root(): Table {
    try {
      return parse(this.#text) as Table;
    } catch (error) {
      const { line, column, message } = error as Error & { line: number; column: number };
      const reason = message.split("\n").at(-1); // the lines before quote the text
      throw this.#createError(`line ${line}, column ${column + 1}: invalid TOML (${reason})`, error);
    }
  }

  #createError(problem: string, cause?: unknown): InstallError {
    return new InstallError(`${this.path}, ${problem}. Fix the file first. It is unchanged.`, { cause });
  }
}

function isTable(value: unknown): boolean {
  return isPlainObject(value) && !(value instanceof Date);
}

/** Formats a text, an array of texts, or a table of texts. TOML's basic strings accept every JSON string. */
function toToml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const pairs = Object.entries(value as Table).map(([key, text]) => `${JSON.stringify(key)} = ${JSON.stringify(text)}`);
  return `{ ${pairs.join(", ")} }`;
}
