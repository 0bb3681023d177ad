import assert from "node:assert/strict";
import type { Counter, Key, KeyValueStore } from "../../../../store/kv/port/mod.ts";
import type { Rule } from "../../../../store/kv/commit/transaction.ts";

/** The key of the last number. */
export const LAST_NUMBER: Key = ["last"];

/** Creates a rule like those of the desk: it takes the next number, writes an entry and its index, and counts and logs it. */
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

/** Asserts that every entry has its own number, none is missing, and index, counter and change log match. */
export async function assertWhole(kv: KeyValueStore): Promise<Set<string>> {
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
  assert.equal((await kv.get<Counter>(["count", "entries"])).value?.value ?? 0n, BigInt(last));
  return new Set(byEntry.keys());
}
