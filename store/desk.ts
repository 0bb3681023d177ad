/** The interface of the desk. `store/kv/` implements it on Deno KV. */

import type { Approvals } from "./approval.ts";
import type { Archive } from "./archive.ts";
import type { Batches } from "./batch.ts";
import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { Customers } from "./customers.ts";
import type { Drafts } from "./draft.ts";
import type { Erasures } from "./erasure.ts";
import type { Hosts } from "./host.ts";
import type { Knowledge } from "./knowledge.ts";
import type { SettingsStore } from "./settings.ts";
import type { Tickets } from "./tickets.ts";
import type { Webhooks } from "./webhook.ts";

export type { ChangeContext, Page, PageRequest };

/** A desk, opened by {@linkcode openDesk}. */
export interface Desk {
  readonly tickets: Tickets;
  readonly batches: Batches;
  readonly customers: Customers;
  readonly knowledge: Knowledge;
  readonly approvals: Approvals;
  readonly erasures: Erasures;
  readonly settings: SettingsStore;
  readonly hosts: Hosts;
  readonly drafts: Drafts;
  readonly changes: Changes;
  readonly webhooks: Webhooks;
  readonly archive: Archive;
  /** Counts of the commits of this process. */
  readonly activity: Activity;
  /** Checks that the store responds. Throws `unavailable` if it does not respond within a few seconds. */
  check(): Promise<void>;
  /** Ends waits for another process that keeps the store's lock: the calls fail, and change nothing. */
  stopWaiting(): void;
  /** Waits for pending writes, then closes the store. Closing it twice is harmless. */
  close(): Promise<void>;
}

/** Counts since the desk was opened. */
export interface Activity {
  commits: number;
  /** Commits that were retried after a conflict with another writer. */
  conflicts: number;
}

/** A change made by this process or by another one on the same store. */
export type Change =
  | { kind: "ticket"; id: string }
  | { kind: "customer"; email: string }
  | { kind: "article"; id: string }
  | { kind: "settings" };

export interface Changes {
  /** Calls `listener` within a second of each change. Returns a function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void;
}
