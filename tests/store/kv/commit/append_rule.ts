import assert from "node:assert/strict";
import type { Rule } from "../../../../store/kv/commit/transaction.ts";

/** Where the number of the last entry is. */
export const LAST_NUMBER: Deno.KvKey = ["last"];

/** A rule like the desk's own: it takes the next number, writes an entry and its index, counts it and logs it. */
export function createAppendRule(writer: string, index: number): Rule<number> {
  return async (transaction) => {
    const number = (await transaction.get<number>(LAST_NUMBER) ?? 0) + 1;
    transaction.set(LAST_NUMBER, number);
    transaction.set(["entry", writer, index], number);
    transaction.set(["number", number], `${writer} ${index}`);
    transaction.add(["count", "entries"], 1);
    transaction.recordChange({ kind: "ticket", id: String(number) });
    return number;
  };
}

/** Holds that every entry has a number of its own, that none is missing, and that index, counter and change log agree. */
export async function assertWhole(kv: Deno.Kv): Promise<Set<string>> {
  const last = (await kv.get<number>(LAST_NUMBER)).value ?? 0;
  const byEntry = new Map<string, number>();
  for await (const { key, value } of kv.list<number>({ prefix: ["entry"] })) byEntry.set(key.slice(1).join(" "), value);
  const byNumber = new Map<string, number>();
  for await (const { key, value } of kv.list<string>({ prefix: ["number"] })) byNumber.set(value, key[1] as number);
  const logged: string[] = [];
  for await (const { value } of kv.list<{ id: string }[]>({ prefix: ["changes"] })) {
    logged.push(...value.map(({ id }) => id));
  }
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  assert.deepEqual([...byEntry.values()].sort((one, other) => one - other), numbers);
  assert.deepEqual(new Map([...byEntry].sort()), new Map([...byNumber].sort()));
  assert.deepEqual(logged, numbers.map(String));
  assert.equal((await kv.get<Deno.KvU64>(["count", "entries"])).value?.value ?? 0n, BigInt(last));
  return new Set(byEntry.keys());
}
