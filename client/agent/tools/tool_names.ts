import { sha256Sync } from "../../../base/bytes/sha256_sync.ts";

/** The longest name that every model provider accepts. */
const MAX_LENGTH = 64;

/** A tool, identified by its server's name and its own. */
export interface ToolKey {
  server: string;
  tool: string;
}

/**
 * Assigns the names by which a model knows the tools of several servers. A tool keeps its own name, which its server's
 * instructions mention, unless another server has a tool of that name: then the server's name is prefixed. An assigned name
 * never changes, so that a server cannot take over the name of another server's tool.
 */
export class ToolNames {
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  /** @param reserved Names that are never assigned. */
  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set(reserved);
  }

  /** Names the new tools. Tools added together that compete for a name all get a prefix. */
  add(tools: readonly ToolKey[]): void {
    const newTools = tools.filter((tool) => !this.#names.has(toMapKey(tool)));
    const byName = Map.groupBy(newTools, ({ tool }) => toSafeName(tool));
    for (const [name, competing] of byName) {
      const servers = new Set(competing.map(({ server }) => server));
      for (const key of competing) {
        this.#assign(key, servers.size === 1 ? name : toSafeName(`${key.server}__${key.tool}`));
      }
    }
  }

  /** @returns The tool's name; undefined if it was never added. */
  get(key: ToolKey): string | undefined {
    return this.#names.get(toMapKey(key));
  }

  #assign(key: ToolKey, preferred: string | undefined): void {
    const name = preferred === undefined || this.#taken.has(preferred) ? toUniqueName(key) : preferred;
    this.#names.set(toMapKey(key), name);
    this.#taken.add(name);
  }
}

function toMapKey({ server, tool }: ToolKey): string {
  return JSON.stringify([server, tool]);
}

/** Replaces the characters that some providers reject; undefined if the result is empty or too long. */
function toSafeName(name: string): string | undefined {
  const safe = name.replaceAll(/[^a-zA-Z0-9_-]/g, "_");
  return safe !== "" && safe.length <= MAX_LENGTH ? safe : undefined;
}

/** Combines the start of both names with a hash of the whole, which no other tool can have. */
function toUniqueName(key: ToolKey): string {
  const suffix = "_" + sha256Sync(toMapKey(key)).toHex().slice(0, 12);
  const start = `${key.server}__${key.tool}`.replaceAll(/[^a-zA-Z0-9_-]/g, "_");
  return start.slice(0, MAX_LENGTH - suffix.length) + suffix;
}
