import { delay } from "../../../base/timing/delay.ts";
import { describeLockHolder, readRecord } from "./lock_record.ts";

/** Time between attempts, in milliseconds. */
const INTERVAL = 20;

/**
 * Finds a process that keeps all others from writing to a store. A busy one lets others in regularly, and signs the lock
 * each time that it takes it.
 *
 * @param path The path of the store.
 * @param milliseconds The time to watch the lock.
 * @returns A sentence without its full stop that names the process; null if others can write.
 */
export async function findStuckWriter(path: string, milliseconds: number): Promise<string | null> {
  const lock = await Deno.realPath(path).then((real) => `${real}.lock`, () => null);
  if (lock === null) return null;
  const end = performance.now() + milliseconds;
  const record = (await readRecord(lock)).join();
  while (!await isFree(lock)) {
    if ((await readRecord(lock)).join() !== record) return null;
    if (performance.now() >= end) return await describeLockHolder(lock);
    await delay(INTERVAL);
  }
  return null;
}

/** Does not create the lock file. */
async function isFree(lock: string): Promise<boolean> {
  try {
    using file = await Deno.open(lock);
    return file.tryLockSync(true); // closing the file frees it
  } catch {
    return true; // there is no such file, or opening the store says what is wrong with it
  }
}
