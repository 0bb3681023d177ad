/**
 * The pending approvals of one caller: their number is limited, and equal changes share one. A rejected one stays in the list
 * as long as it would have waited, so that the same change does not wait again.
 */

import type { Approval } from "../../approval.ts";
import type { Actor } from "../../event.ts";
import { MAX_PENDING_APPROVALS, parseApprovalId, toTooManyPending } from "../../rules/approvals/mod.ts";
import { hashJson, toCallerParts, type Transaction } from "../commit/mod.ts";
import type { Key, KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { expireIfStale, type Present } from "./staleness.ts";

/** The maximum number of rejected approvals in a list. The oldest are dropped. */
const MAX_REJECTED = 100;

interface PendingEntry {
  number: number;
  /** Identifies the change. */
  fingerprint: string;
  /** In milliseconds since the epoch. */
  expiresAt: number;
  rejected?: true;
}

/** Finds the list of a caller. */
export async function toPendingKey(by: Actor): Promise<Key> {
  return keys.pendingApprovals(await hashJson(toCallerParts(by)));
}

/** Returns the entries that have not expired. */
export async function readPending(transaction: Transaction, key: Key): Promise<PendingEntry[]> {
  const entries = await transaction.get<PendingEntry[]>(key) ?? [];
  return entries.filter(({ expiresAt }) => expiresAt > transaction.now);
}

/** Lists the numbers of the pending approvals. Some may have expired. */
export async function listPending(kv: KeyValueStore, key: Key): Promise<number[]> {
  const { value: entries } = await kv.get<PendingEntry[]>(key);
  return (entries ?? []).filter(({ rejected }) => !rejected).map(({ number }) => number);
}

/** Finds the number of the pending approval of a change; null if there is none. */
export async function findPending(kv: KeyValueStore, key: Key, fingerprint: string): Promise<number | null> {
  const { value: entries } = await kv.get<PendingEntry[]>(key);
  return entries?.find((entry) => entry.fingerprint === fingerprint && !entry.rejected)?.number ?? null;
}

/**
 * Leaves out the entries of a full list whose tickets or account have changed. Revisions only grow, so their reads need no checks
 * in the commit, which has few.
 */
export async function makeRoom(kv: KeyValueStore, present: Present, pending: PendingEntry[]): Promise<PendingEntry[]> {
  if (hasRoom(pending)) return pending;
  const kept: PendingEntry[] = [];
  for (const entry of pending) {
    const { value: approval } = await kv.get<Approval>(keys.approval(entry.number));
    const seen = approval && await expireIfStale(present, approval);
    if (entry.rejected || seen?.state === "pending") kept.push(entry);
  }
  return kept;
}

/** @throws {DeskError} `not_approved` if the list is full. */
export function requireRoom(pending: readonly PendingEntry[]): void {
  if (!hasRoom(pending)) throw toTooManyPending();
}

function hasRoom(entries: readonly PendingEntry[]): boolean {
  return entries.filter(({ rejected }) => !rejected).length < MAX_PENDING_APPROVALS;
}

/** Stages the list with a new approval. */
export function addPending(
  transaction: Transaction,
  key: Key,
  pending: readonly PendingEntry[],
  { id, expires_at }: Approval,
  fingerprint: string,
): void {
  const added = { number: parseApprovalId(id), fingerprint, expiresAt: Date.parse(expires_at) };
  stagePending(transaction, key, [...pending, added]);
}

/** Stages the list of the approval's caller without the decided approval, or with its rejection. */
export async function removePending(transaction: Transaction, { id, state, requested_by }: Approval): Promise<void> {
  const key = await toPendingKey(requested_by);
  const entries = await readPending(transaction, key);
  const decided = entries.filter(({ number }) => number === parseApprovalId(id));
  const others = entries.filter((entry) => !decided.includes(entry));
  const rejected = others.filter((entry) => entry.rejected);
  if (state === "rejected") rejected.push(...decided.map((entry) => ({ ...entry, rejected: true as const })));
  const rest = [...rejected.slice(-MAX_REJECTED), ...others.filter((entry) => !entry.rejected)];
  if (rest.length === 0) return transaction.delete(key);
  stagePending(transaction, key, rest);
}

/** The list lasts as long as its last entry, which need not be the newest: the time is a setting. */
function stagePending(transaction: Transaction, key: Key, entries: readonly PendingEntry[]): void {
  const expireIn = Math.max(...entries.map(({ expiresAt }) => expiresAt)) - transaction.now;
  transaction.set(key, entries, { expireIn });
}
