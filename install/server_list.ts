/** The list of servers in a host's configuration, as text: what else is in it stays as it is, comments too. */

import type { ServerEntry } from "./server_entry.ts";

/** Edits a configuration. Nothing at all is an empty one. */
export interface ServerList {
  /** The configuration as it is by now. */
  readonly text: string;
  /** What is listed, by its names. */
  readonly servers: ReadonlyMap<string, unknown>;
  /**
   * Lists a server. In an entry that is there already the command and its arguments are changed, and nothing else.
   *
   * @param beside What a new entry has besides.
   */
  put(name: string, entry: ServerEntry, beside?: Readonly<Record<string, string>>): void;
  /** Takes a server out that is listed. */
  remove(name: string): void;
}
