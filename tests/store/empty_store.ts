/**
 * Stores for tests: in memory, or on the KV Connect servers with the URLs in `SUPPORT_MCP_TEST_SERVERS`, so that the same
 * tests run on both. Each server is one store, which is emptied before a test gets it.
 */

import { toBatches } from "../../base/values/to_batches.ts";
import { TestKv } from "./kv/test_kv.ts";

const SERVERS = (Deno.env.get("SUPPORT_MCP_TEST_SERVERS") ?? "").split(" ").filter((url) => url !== "");
const free = [...SERVERS];

/** A store that no other test uses until it is released. */
export interface TestStorePlace {
  location: string;
  release(): void;
}

/** Reserves an empty store. */
export async function acquireEmptyStore(): Promise<TestStorePlace> {
  if (SERVERS.length === 0) return { location: ":memory:", release: () => {} };
  const location = free.shift();
  if (location === undefined) throw new Error(`A test uses more than ${SERVERS.length} stores at once`);
  await deleteEverything(location);
  return { location, release: () => void free.push(location) };
}

/** Reports whether the tests run on servers, whose commits take fewer checks. */
export function usesServers(): boolean {
  return SERVERS.length > 0;
}

/** Returns the number of runs for a property: fewer on servers, where each change takes longer. */
export function getRunCount(inMemory: number): number {
  return SERVERS.length === 0 ? inMemory : Math.ceil(inMemory / 20);
}

async function deleteEverything(location: string): Promise<void> {
  using kv = await TestKv.open(location);
  const keys = await Array.fromAsync(kv.list({ prefix: [] }, { batchSize: 500 }), ({ key }) => key);
  for (const batch of toBatches(keys, 500)) {
    await kv.commit({ checks: [], mutations: batch.map((key) => ({ type: "delete", key })) });
  }
}
