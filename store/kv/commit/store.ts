import type { KeyValueStore } from "../port/mod.ts";
import type { Commits } from "./transaction.ts";

/** An open store. Reads go through `kv`, writes only through `commits`. */
export interface Store {
  readonly kv: KeyValueStore;
  readonly commits: Commits;
  /** Returns the current time, in milliseconds since the epoch. */
  readonly now: () => number;
}
