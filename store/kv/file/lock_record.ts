/** The text in a lock file: the process that holds the lock, its machine, and the time. */

import { getHostName } from "../../../base/network/host_name.ts";
import { toPrintableLine } from "../../../base/text/printable.ts";
import { describeProcesses, findLockHolders } from "./lock_holders.ts";

/** Every record has this size, so that a shorter one leaves nothing of the one before. In bytes. */
const RECORD_SIZE = 128;

/** Formats the record of this process, such as `4711 desk-1 2026-11-29T09:30:00.000Z`. */
export function formatHolder(): Uint8Array {
  const machine = getHostName().replace(/\s/g, "_").slice(0, 64);
  const text = `${Deno.pid} ${machine} ${new Date().toISOString()}`;
  return new TextEncoder().encode(`${text.padEnd(RECORD_SIZE - 1)}\n`);
}

/** Says which process holds the lock, as a sentence without its full stop. */
export async function describeLockHolder(path: string): Promise<string> {
  const [pid, host, since] = await readRecord(path);
  const holders = await findLockHolders(path);
  // A version that does not sign may hold the lock: the system's list is right then.
  if (holders.length > 0 && !holders.includes(Number(pid))) return `${await describeProcesses(holders)} holds its lock`;
  if (pid === undefined) return "another process holds its lock";
  const name = holders.length > 0 ? await describeProcesses(holders) : `process ${pid}`;
  return `${name} on ${host} has held its lock since ${since}`;
}

/** Reads the fields of the last record: process, machine and time; none if there is no record. */
export async function readRecord(path: string): Promise<string[]> {
  try {
    const fields = toPrintableLine(await Deno.readTextFile(path)).split(" ");
    return fields.length === 3 ? fields : [];
  } catch {
    return [];
  }
}
