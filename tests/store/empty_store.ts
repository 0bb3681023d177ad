/**
 * Where the stores of tests are: in memory, or on the KV Connect servers whose URLs `SUPPORT_MCP_TEST_SERVERS` lists, so
 * that the same tests hold for both. Each server is one store, emptied before a test has it.
 */

import { withPortableValues } from "../../store/kv/port/portable_values.ts";

const SERVERS = (Deno.env.get("SUPPORT_MCP_TEST_SERVERS") ?? "").split(" ").filter((url) => url !== "");
const free = [...SERVERS];

/** A store that is nobody else's until it is released. */
export interface TestStorePlace {
  location: string;
  release(): void;
}

/** An empty store. */
export async function acquireEmptyStore(): Promise<TestStorePlace> {
  if (SERVERS.length === 0) return { location: ":memory:", release: () => {} };
  const location = free.shift();
  if (location === undefined) throw new Error(`A test wants more than ${SERVERS.length} stores at once.`);
  await deleteEverything(location);
  return { location, release: () => void free.push(location) };
}

/** How often a property is tried: less often where each change takes a moment. */
export function getRunCount(inMemory: number): number {
  return SERVERS.length === 0 ? inMemory : Math.ceil(inMemory / 20);
}

async function deleteEverything(location: string): Promise<void> {
  using kv = withPortableValues(await Deno.openKv(location));
  let commit = kv.atomic();
  let size = 0;
  for await (const { key } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    commit.delete(key);
    if (++size % 500 > 0) continue;
    await commit.commit();
    commit = kv.atomic();
  }
  await commit.commit();
}
