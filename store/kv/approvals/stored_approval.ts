/** Approvals as the store keeps them. */

import type { Approval } from "../../approval.ts";
import { parseApprovalId, toApprovalNotFound } from "../../rules/approvals/mod.ts";
import type { CallIdentity, Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";

/** The time that approvals are kept after their last change, in milliseconds. */
const RETENTION = 30 * 24 * 60 * 60 * 1000;

const MAY_BE_REMOVED = "Approvals are kept for 30 days, and removed when their customer is erased. ";

export interface StoredApproval extends Approval {
  /** The calls with an idempotency key that wait for the decision. */
  calls?: readonly CallIdentity[];
}

/** Returns an approval as callers see it. */
export function toApproval({ calls: _calls, ...approval }: StoredApproval): Approval {
  return approval;
}

/** @throws {DeskError} `not_found` */
export async function readApproval(transaction: Transaction, number: number): Promise<StoredApproval> {
  return requireApproval(number, await transaction.get<StoredApproval>(keys.approval(number)));
}

/** @throws {DeskError} `not_found` */
export function requireApproval(number: number, stored: StoredApproval | null): StoredApproval {
  if (stored === null) throw toApprovalNotFound(`A${number}`, MAY_BE_REMOVED);
  return stored;
}

export function stageApproval(transaction: Transaction, approval: StoredApproval): void {
  transaction.set(keys.approval(parseApprovalId(approval.id)), approval, { expireIn: RETENTION });
}
