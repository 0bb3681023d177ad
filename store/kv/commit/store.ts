/** What the parts of the desk that live in Deno KV are built on. */

import type { Commits } from "./transaction.ts";

/** An open store: read through `kv`, write only through `commits`. */
export interface Store {
  readonly kv: Deno.Kv;
  readonly commits: Commits;
  /** The present, in milliseconds since the epoch. */
  readonly now: () => number;
}
