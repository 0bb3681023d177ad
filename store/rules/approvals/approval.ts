/** Pending approvals: creation, expiry and decisions. */

import { toShortLine } from "../../../base/text/short_line.ts";
import type { Approval, ApprovalDecision, ApprovalState } from "../../approval.ts";
import { DeskError } from "../../errors.ts";
import type { Actor, RequestOutcome, RequestRecord } from "../../event.ts";
import { getResponsibleName, toActorLines } from "../history/mod.ts";
import { formatInstant, parseText } from "../values/mod.ts";

const HOUR = 60 * 60 * 1000;
const HOURS_PER_DAY = 24;
/** The maximum number of changes of one caller that wait at the same time. */
export const MAX_PENDING_APPROVALS = 20;
const MAX_REASON_LENGTH = 2_000;

/**
 * Creates a pending approval.
 *
 * @param now In milliseconds since the epoch.
 * @param days How long it waits.
 */
export function createApproval(
  number: number,
  { change, question }: Pick<Approval, "change" | "question">,
  requested_by: Actor,
  now: number,
  days: number,
): Approval {
  return {
    id: formatApprovalId(number),
    state: "pending",
    ...{ change, question, requested_by: toActorLines(requested_by) },
    requested_at: formatInstant(now),
    expires_at: formatInstant(now + days * HOURS_PER_DAY * HOUR),
    decided_by: null,
    decided_via: null,
    decided_at: null,
    reason: null,
  };
}

/** Returns the approval at a time: a pending one expires. */
export function expireApproval(approval: Approval, now: number): Approval {
  if (approval.state !== "pending" || now < Date.parse(approval.expires_at)) return approval;
  const hours = (Date.parse(approval.expires_at) - Date.parse(approval.requested_at)) / HOUR;
  const time = hours > HOURS_PER_DAY ? `${hours / HOURS_PER_DAY} days` : `${hours} hours`;
  return { ...approval, state: "expired", reason: `No one decided within ${time}.` };
}

/** Records a decision and its result. Without a decision, the approval expires. */
export function decideApproval(
  approval: Approval,
  state: Exclude<ApprovalState, "pending">,
  decision: ApprovalDecision | null,
  { now, reason }: { now: number; reason: string | null },
): Approval {
  const text = reason === null ? null : parseText("reason", reason.trim(), MAX_REASON_LENGTH) || null;
  if (decision === null) return { ...approval, state, reason: text };
  const { by, via } = decision;
  return { ...approval, state, decided_by: by, decided_via: via, decided_at: formatInstant(now), reason: text };
}

/** @throws {DeskError} `wrong_state` if the approval is not pending. */
export function requireNotDecided({ id, state, decided_by, decided_at, reason }: Approval): void {
  if (state === "pending") return;
  const who = decided_by === null ? "" : ` by ${getResponsibleName(decided_by)} at ${decided_at}`;
  const done = state === "granted" || state === "rejected"
    ? `was already ${state}${who}`
    : `has ${state}${who === "" ? "" : ` (granted${who})`}`;
  throw new DeskError("wrong_state", `Approval ${id} ${done}.${reason === null ? "" : ` Reason: ${reason}`}`, {
    reasons: [{ code: "approval_decided", id, state }],
  });
}

/** Creates the history's record of a decision. */
export function toApprovalRecord(
  { question }: Approval,
  outcome: RequestOutcome,
  { by, via }: ApprovalDecision,
): RequestRecord {
  return { asked: "person", question, outcome, via, by: getResponsibleName(by) };
}

export function formatApprovalId(number: number): string {
  return `A${number}`;
}

/**
 * Returns the number of an id such as `A7`. The letter may be missing or in lower case.
 *
 * @throws {DeskError} `not_found` for any other text.
 */
export function parseApprovalId(id: string): number {
  const digits = /^\s*a?([1-9]\d{0,14})\s*$/i.exec(id)?.[1];
  if (digits === undefined) throw toApprovalNotFound(id);
  return Number(digits);
}

/** @param reason A sentence about why an approval of a valid id may be missing. */
export function toApprovalNotFound(id: string, reason = ""): DeskError {
  return new DeskError(
    "not_found",
    `Approval ${toShortLine(id)} not found. ${reason}List the approvals to see their ids, such as A7.`,
    { reasons: [{ code: "approval_not_found", id: toShortLine(id) }] },
  );
}

export function toTooManyPending(): DeskError {
  const text = `Too many changes wait for approval (limit ${MAX_PENDING_APPROVALS}). Nothing was changed. ` +
    "A person must grant or reject some of them first: support-mcp approvals list";
  return new DeskError("not_approved", text);
}
