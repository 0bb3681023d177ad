/** Parts of a desk that most processes never use. */

import { loadOnCall } from "../../base/values/load_on_call.ts";
import { memoize } from "../../base/values/memoize.ts";
import type { Approvals } from "../approval.ts";
import type { Batches } from "../batch.ts";
import type { Desk } from "../desk.ts";
import type { Erasures } from "../erasure.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Store } from "./commit/mod.ts";
import { LazyArchive } from "./lazy_archive.ts";
import { KvSearchSource } from "./tickets/mod.ts";

export interface LazyPartsOptions {
  /** See {@linkcode Approvals}. */
  location: string | null;
  /** The maximum number of checks in one commit. */
  maxChecks: number;
  /** Merges the changes of the index. */
  mergeIndex(): Promise<void>;
  /** Waits if the index is far behind. */
  waitForIndex(): Promise<void>;
  /** Removes deleted bytes from the store's files. Returns the reason why some may be left. */
  cleanFiles(): Promise<string | null>;
}

type LazyParts = Pick<Desk, "approvals" | "archive" | "batches" | "erasures" | "knowledge">;

/** Creates the parts whose code is loaded with their first call. */
export function createLazyParts(store: Store, options: LazyPartsOptions): LazyParts {
  const { location, maxChecks, mergeIndex, waitForIndex, cleanFiles } = options;
  const loadErasures = memoize(async () => {
    const { KvErasures } = await import("./erasure/mod.ts");
    return new KvErasures(store, { searchSource: new KvSearchSource(store.kv), mergeIndex, cleanFiles });
  });
  const loadBatches = memoize(async () => {
    const { KvBatches } = await import("./batches/mod.ts");
    return new KvBatches(store, maxChecks);
  });
  return {
    erasures: loadOnCall<Erasures>(loadErasures),
    batches: loadOnCall<Batches>(loadBatches),
    approvals: loadOnCall<Approvals, "location">(async () => {
      const { KvApprovals } = await import("./approvals/mod.ts");
      return new KvApprovals(store, location, { erasures: await loadErasures(), batches: await loadBatches() });
    }, { location }),
    knowledge: loadOnCall<Knowledge>(async () => {
      const { KvKnowledge } = await import("./knowledge/mod.ts");
      return new KvKnowledge(store);
    }),
    archive: new LazyArchive(memoize(async () => {
      const { KvArchive } = await import("./archive/mod.ts");
      return new KvArchive(store, { waitForIndex });
    })),
  };
}
