/** The calls that wait for an approval. Once it is granted, their repeats return its result. */

import type { Approval, ChangeRequest } from "../../approval.ts";
import type { ChangeContext } from "../../desk.ts";
import { expireApproval } from "../../rules/approvals/mod.ts";
import { isBulkChange } from "../../rules/batches/mod.ts";
import {
  type CallIdentity,
  hasResult,
  identifyCall,
  stageResult,
  type Store,
  toMismatch,
  type Transaction,
} from "../commit/mod.ts";
import { toUpdateCall } from "../customers/mod.ts";
import { toMergeCall } from "../tickets/mod.ts";
import { keys } from "../schema/mod.ts";
import { expireIfStale, type Present } from "./staleness.ts";
import { readApproval, stageApproval, type StoredApproval, toApproval } from "./stored_approval.ts";

/** The maximum number of calls that wait for one approval. The oldest are dropped. */
const MOST_CALLS = 10;

/** Identifies the call that asks for a change; null if it has no idempotency key. */
export async function identifyRequest(
  { change, input }: Pick<ChangeRequest, "change" | "input">,
  { by, idempotencyKey }: ChangeContext,
): Promise<CallIdentity | null> {
  const call = isBulkChange(change)
    ? { operation: change.tool, input }
    : change.tool === "merge_tickets"
    ? toMergeCall(change.ticket_id, change.into_ticket_id)
    : change.tool === "update_account"
    ? toUpdateCall(change.email, change.update)
    : null;
  if (idempotencyKey === undefined || call?.input === undefined) return null;
  return await identifyCall({ ...call, context: { by, idempotencyKey } });
}

/** Adds a call to those that wait. */
export function addCall(approval: StoredApproval, call: CallIdentity | null): StoredApproval {
  const { calls = [] } = approval;
  if (call === null || calls.some(({ key }) => key === call.key)) return approval;
  return { ...approval, calls: [...calls, call].slice(-MOST_CALLS) };
}

/**
 * Finds the number of the pending approval that the same call waits for. Its change may differ from the one that a repeat would ask
 * for: a query may find other tickets by now.
 *
 * @param numbers Those of the caller's pending approvals.
 * @throws {DeskError} `idempotency_mismatch` if the call has other values.
 */
export async function findWaiting(
  { kv, now }: Store,
  present: Present,
  numbers: readonly number[],
  call: CallIdentity | null,
  { idempotencyKey = "" }: Pick<ChangeContext, "idempotencyKey">,
): Promise<number | null> {
  if (call === null) return null;
  for (const number of numbers) {
    const { value: approval } = await kv.get<StoredApproval>(keys.approval(number));
    const waiting = approval?.calls?.find(({ key }) => key === call.key);
    if (waiting === undefined) continue;
    if ((await expireIfStale(present, expireApproval(toApproval(approval!), now()))).state !== "pending") continue;
    if (waiting.fingerprint !== call.fingerprint) throw toMismatch(idempotencyKey);
    return number;
  }
  return null;
}

/** Lists the keys that the caller has used for another call in the meantime. */
export async function listUsedKeys(store: Store, { calls = [] }: StoredApproval): Promise<Set<string>> {
  const used = await Promise.all(calls.map(async (call) => await hasResult(store, call) ? [call.key] : []));
  return new Set(used.flat());
}

/** Returns an approval that is pending already, for one more call. */
export async function joinApproval(
  transaction: Transaction,
  number: number,
  call: CallIdentity | null,
): Promise<Approval> {
  const stored = await readApproval(transaction, number);
  const joined = addCall(stored, call);
  if (joined !== stored && stored.state === "pending") stageApproval(transaction, joined);
  return toApproval(stored);
}

/** Stages the result of a granted change for the calls that wait for it, except those with a key in `used`. */
export function stageResults(
  transaction: Transaction,
  { calls = [] }: StoredApproval,
  result: unknown,
  used: ReadonlySet<string>,
): void {
  for (const call of calls) {
    if (!used.has(call.key)) stageResult(transaction, call, result);
  }
}
