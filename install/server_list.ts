/** The list of servers in a host's configuration. Edits keep everything else, including comments. */

import type { Entry } from "./entry_forms.ts";

/** Edits a configuration. Empty text is an empty configuration. */
export interface ServerList {
  /** The configuration with all edits so far. */
  readonly text: string;
  /** The listed servers by name. */
  readonly servers: ReadonlyMap<string, unknown>;
  /** Adds a server, or sets only the members that say which server it is. */
  put(name: string, entry: Entry): void;
  /** Removes a listed server. */
  remove(name: string): void;
}
