import { sha256Sync } from "../../../base/sha256_sync.ts";

/** The longest name that every provider of models takes. */
const MAX_LENGTH = 64;

/** A tool, by its server's name and its own. */
export interface ToolKey {
  server: string;
  tool: string;
}

/**
 * The names by which a model knows the tools of several servers. A tool keeps its own name, which its server's
 * instructions speak of, where no other server has one of that name; else the server's name stands before it. A name
 * once given stays with its tool, so that a server can't slip its own under the name of another's.
 */
export class ToolNames {
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  /** @param reserved Names that no tool gets. */
  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set(reserved);
  }

  /** Gives the tools that have none yet a name; those that come at once and want the same name all get longer ones. */
  add(tools: readonly ToolKey[]): void {
    const newcomers = tools.filter((tool) => !this.#names.has(toMapKey(tool)));
    const wishes = Map.groupBy(newcomers, ({ tool }) => toSafeName(tool));
    for (const [wish, wanting] of wishes) {
      const servers = new Set(wanting.map(({ server }) => server));
      for (const key of wanting) this.#give(key, servers.size === 1 ? wish : toSafeName(`${key.server}__${key.tool}`));
    }
  }

  /** A tool's name; undefined when it was never added. */
  get(key: ToolKey): string | undefined {
    return this.#names.get(toMapKey(key));
  }

  #give(key: ToolKey, wish: string | undefined): void {
    const name = wish === undefined || this.#taken.has(wish) ? toUniqueName(key) : wish;
    this.#names.set(toMapKey(key), name);
    this.#taken.add(name);
  }
}

function toMapKey({ server, tool }: ToolKey): string {
  return JSON.stringify([server, tool]);
}

/** Only characters that every provider takes; undefined when it is too long, or nothing is left of it. */
function toSafeName(name: string): string | undefined {
  const plain = name.replaceAll(/[^a-zA-Z0-9_-]/g, "_");
  return plain !== "" && plain.length <= MAX_LENGTH ? plain : undefined;
}

/** A name that no other tool gets: the beginning of both names, and a mark made of the whole of them. */
function toUniqueName(key: ToolKey): string {
  const mark = "_" + sha256Sync(toMapKey(key)).toHex().slice(0, 12);
  const beginning = `${key.server}__${key.tool}`.replaceAll(/[^a-zA-Z0-9_-]/g, "_");
  return beginning.slice(0, MAX_LENGTH - mark.length) + mark;
}
