import { requireStore } from "../../data/mod.ts";
import { type Desk, openDesk } from "../../store/mod.ts";
import { printProgress } from "../output/mod.ts";
import { readStore, requireWritableStore } from "../read_only/mod.ts";

/**
 * Uses the desk of a store, which it creates if there is none.
 *
 * @throws {CommandError} If the store is read-only.
 */
export async function useDesk<T>(location: string, use: (desk: Desk) => Promise<T>): Promise<T> {
  await requireWritableStore(location, "change");
  return await openAndUse(location, use);
}

/**
 * Reads the desk of a store that exists. One that cannot be written is read from a copy.
 *
 * @throws {DeskError} `unavailable` if there is no store.
 */
export async function readDesk<T>(location: string, read: (desk: Desk) => Promise<T>): Promise<T> {
  await requireStore(location);
  return await readStore(location, (store) => openAndUse(store, read));
}

/** Opens the desk for a task, and closes it afterwards. */
export async function openAndUse<T>(location: string, use: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await openDesk(location, {
    onMigrate: printProgress,
    onDamage: printProgress,
    inspect: true,
    lock: { onWait: printProgress },
  });
  try {
    return await use(desk);
  } finally {
    await desk.close();
  }
}
