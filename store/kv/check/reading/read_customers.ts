/** Reads all that can be read of the accounts of a store. */

import type { Key } from "../../port/mod.ts";
import { readBatches, type Row, type StoreRows } from "../../rows/mod.ts";
import { prefixes } from "../../schema/mod.ts";
import { assembleCustomer, type AssembledCustomer, type Findings } from "../assembly/mod.ts";

/** Reads the accounts, and histories without an account. Both are in the order of the email addresses. */
export async function* readCustomers(rows: StoreRows, findings: Findings): AsyncGenerator<AssembledCustomer> {
  const histories = readHistories(rows);
  let history = await histories.next();
  for await (const record of readAccounts(rows)) {
    const email = record === null ? null : String(record.key.at(-1));
    while (!history.done && (email === null || isBefore(history.value.email, email))) {
      const { email: orphan, events } = history.value;
      const customer = assembleCustomer(orphan, undefined, events, findings.at(`Customer ${orphan}`));
      if (customer !== null) yield customer;
      history = await histories.next();
    }
    if (email === null) return;
    let events: Row[] = [];
    if (!history.done && history.value.email === email) {
      ({ events } = history.value);
      history = await histories.next();
    }
    const customer = assembleCustomer(email, record!, events, findings.at(`Customer ${email}`));
    if (customer !== null) yield customer;
    else findings.add("lost", `Customer ${email}`, "the account and its history.");
  }
}

/** Reads the stored accounts, and null after the last one. */
async function* readAccounts(rows: StoreRows): AsyncGenerator<Row | null> {
  for await (const batch of readBatches(rows, prefixes.customers)) yield* batch;
  yield null;
}

interface History {
  email: string;
  events: Row[];
}

/** Groups the events of accounts by email address. */
async function* readHistories(rows: StoreRows): AsyncGenerator<History, undefined> {
  const prefix: Key = ["event", "customer"];
  let current: History = { email: "", events: [] };
  for await (const batch of readBatches(rows, prefix)) {
    for (const row of batch) {
      const email = String(row.key[2]);
      if (current.email !== email) {
        if (current.events.length > 0) yield current;
        current = { email, events: [] };
      }
      current.events.push(row);
    }
  }
  if (current.events.length > 0) yield current;
}

/** Compares texts as keys sort them: by code point, not by UTF-16 code unit. */
function isBefore(one: string, other: string): boolean {
  return one !== other && compareBytes(encoder.encode(one), encoder.encode(other)) < 0;
}

const encoder = new TextEncoder();

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const differing = one.findIndex((byte, index) => byte !== other[index]);
  return differing === -1 ? one.length - other.length : one[differing]! - (other[differing] ?? -1);
}
