import type { Store } from "../commit/mod.ts";
import { DamagedEntryError } from "../forms/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";

/** The checks of stores. The number only grows, so one is enough. */
const checks = new WeakMap<KeyValueStore, Promise<void>>();

/**
 * Checks that the next ticket gets a new number, before the first ticket of this process. In a damaged store it could
 * replace another ticket.
 *
 * @throws {DamagedEntryError} If there is a ticket with that number, or a higher one.
 */
export function requireNextNumber({ kv }: Store): Promise<void> {
  const check = checks.get(kv) ?? checkNextNumber(kv);
  checks.set(kv, check);
  check.catch(() => checks.delete(kv)); // the next call tries again
  return check;
}

async function checkNextNumber(kv: KeyValueStore): Promise<void> {
  // The tickets first: others may be created in the meantime.
  const [last] = await listOwnKeys(kv, { prefix: prefixes.tickets }, { limit: 1, reverse: true });
  const { value: next } = await kv.get<number>(keys.nextTicket);
  if (Number(last?.[1] ?? 0) >= (next ?? 1)) throw new DamagedEntryError(keys.nextTicket);
}
