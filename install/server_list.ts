/** The list of servers in a host's configuration. Edits keep everything else, including comments. */

import type { ServerEntry } from "./server_entry.ts";

/** Edits a configuration. Empty text is an empty configuration. */
export interface ServerList {
  /** The configuration with all edits so far. */
  readonly text: string;
  /** The listed servers by name. */
  readonly servers: ReadonlyMap<string, unknown>;
  /**
   * Adds a server, or changes only the command and arguments of its entry.
   *
   * @param extraMembers Further members of a new entry.
   */
  put(name: string, entry: ServerEntry, extraMembers?: Readonly<Record<string, string>>): void;
  /** Removes a listed server. */
  remove(name: string): void;
}
