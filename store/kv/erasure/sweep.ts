/** Removing a customer's words from entries that belong to no ticket. */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { Approval } from "../../approval.ts";
import type { Change } from "../../desk.ts";
import type { KeptDraft } from "../../draft.ts";
import { eraseFingerprint, eraseResult, type Store, type StoredResult, type Transaction } from "../commit/mod.ts";
import type { Key, KeyRange, ListedEntry } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { ERASED } from "../../rules/customers/mod.ts";
import type { ErasedPerson } from "./erased_person.ts";

/** The entries that one commit changes. */
const BATCH_SIZE = 200;

/** The time that entries of the change log are kept at most, in milliseconds. */
const LOG_RETENTION = 60 * 60 * 1000;
/** The time that decided approvals are kept at most, in milliseconds. */
const APPROVAL_RETENTION = 30 * 24 * 60 * 60 * 1000;

/** An entry with its new value; undefined to delete it. */
interface ChangedEntry {
  key: Key;
  value: unknown;
  expireIn?: number;
}

/** The ids of tickets that an erasure changes. */
export interface SweptTickets {
  own: ReadonlySet<string>;
  /** Those that became another customer's. */
  moved: ReadonlySet<string>;
  /** Those of others in which the customer wrote. */
  written: ReadonlySet<string>;
}

/**
 * Deletes the drafts and approvals that have words of the customer, the words in the answers to idempotent calls, and the address
 * in the change log. A granted approval of the erasure stays, without the address.
 */
export async function sweep(store: Store, person: ErasedPerson, { own, moved, written }: SweptTickets): Promise<void> {
  const isIn = (value: unknown, tickets: ReadonlySet<string>) => listIds(value).some((id) => tickets.has(id));
  const isAbout = (value: unknown) => hasAddress(value, person) || isIn(value, own);
  await changeEntries<StoredResult<unknown>>(
    store,
    { prefix: prefixes.idempotency },
    ({ key, value }) => {
      if (isAbout(value) || isIn(value.answer, moved)) return [{ key, ...eraseResult(value, store.now()) }];
      return isIn(value.answer, written) ? [{ key, ...eraseFingerprint(value, store.now()) }] : [];
    },
  );
  await changeEntries<KeptDraft>(
    store,
    { prefix: prefixes.allDrafts },
    ({ key, value }) => isAbout(value) ? [{ key, value: undefined }] : [],
  );
  await changeEntries<unknown>(
    store,
    { prefix: prefixes.batches },
    ({ key, value }) => hasAddress(value, person) ? [{ key, value: undefined }] : [],
  );
  const approvals = new Set<number>();
  await changeEntries<Approval>(store, { prefix: prefixes.approvals }, ({ key, value }) => {
    if (!isAbout(value) && !isIn(value, moved)) return [];
    approvals.add(Number(key.at(-1)));
    const kept = value.change.tool === "erase_customer" && value.state === "granted";
    return [
      kept ? { key, value: eraseApproval(value, person), expireIn: APPROVAL_RETENTION } : { key, value: undefined },
    ];
  });
  await changeEntries<{ number: number }[]>(store, { prefix: prefixes.pendingApprovals }, ({ key, value }) => {
    const left = value.filter(({ number }) => !approvals.has(number));
    if (left.length === value.length) return [];
    return [left.length === 0 ? { key, value: undefined } : { key, value: left, expireIn: APPROVAL_RETENTION }];
  });
  await changeEntries<Change[]>(
    store,
    { prefix: keys.changes },
    ({ key, value }) =>
      hasAddress(value, person)
        ? [{ key, value: value.map((change) => eraseChange(change, person)), expireIn: LOG_RETENTION }]
        : [],
  );
}

/** Changes the entries of a range, in batches. */
async function changeEntries<T>(
  store: Store,
  range: KeyRange,
  change: (entry: ListedEntry<T>) => ChangedEntry[],
): Promise<void> {
  const changed = (await Array.fromAsync(store.kv.list<T>(range), change)).flat();
  for (const batch of toBatches(changed, BATCH_SIZE)) {
    await store.commits.commit((transaction) => {
      for (const entry of batch) stageEntry(transaction, entry);
      return Promise.resolve();
    });
  }
}

function stageEntry(transaction: Transaction, { key, value, expireIn }: ChangedEntry): void {
  if (value === undefined) transaction.delete(key);
  else transaction.set(key, value, expireIn === undefined ? {} : { expireIn });
}

/** Tells whether a value has the address anywhere. */
export function hasAddress(value: unknown, { email }: Pick<ErasedPerson, "email">): boolean {
  return JSON.stringify(value).toLowerCase().includes(JSON.stringify(email).slice(1, -1));
}

/** Lists the ids of tickets in an answer or an approval. */
function listIds(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:id|ticket_id|into_ticket_id)$/.test(name) && typeof inner === "string" ? [inner] : listIds(inner)
  );
}

function eraseApproval(approval: Approval, { placeholder }: ErasedPerson): Approval {
  return { ...approval, change: { ...approval.change, email: placeholder } as Approval["change"], question: ERASED };
}

function eraseChange(change: Change, { email, placeholder }: ErasedPerson): Change {
  return change.kind === "customer" && change.email === email ? { ...change, email: placeholder } : change;
}
