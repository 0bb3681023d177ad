/** Changes that wait for a person's approval. */

import type { BatchInput, BulkChange } from "./batch.ts";
import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { CustomerUpdate } from "./customer.ts";
import type { ErasedCustomer } from "./erasure.ts";
import type { Actor, ApprovalChannel } from "./event.ts";

/**
 * `expired`: no one decided in time, or a record changed before the approval was granted. `failed`: it was granted, but the
 * desk rejected the change.
 */
export const APPROVAL_STATES = ["pending", "granted", "rejected", "expired", "failed"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** A change with its exact values and the revisions that it is based on. `tool` names the tool that asked for it. */
export type FrozenChange =
  | { tool: "merge_tickets"; ticket_id: string; revision: number; into_ticket_id: string; into_revision: number }
  | { tool: "update_account"; email: string; revision: number; update: CustomerUpdate }
  | { tool: "erase_customer"; email: string; revision: number; state: string }
  | BulkChange
  | DocumentExport;

/** A document of a ticket at a revision, to be written into a folder that was shared when it was requested. */
export interface DocumentExport {
  tool: "export_ticket";
  ticket_id: string;
  revision: number;
  /** The absolute path of the new file, without symbolic links. */
  path: string;
  /** The shared folder, without symbolic links. */
  folder: string;
  /** The host name of the machine that has the folder. */
  machine: string;
}

/** Writes the document of an approved export. */
export type WriteDocument = (change: DocumentExport) => Promise<WrittenDocument>;

export interface WrittenDocument {
  /** Removes the file: its ticket was changed before the approval was recorded. */
  remove(): Promise<void>;
}

export interface Approval {
  /** Such as `A7`. Ids are sequential. */
  id: string;
  state: ApprovalState;
  change: FrozenChange;
  /** The change in words, as a person decides on it. */
  question: string;
  requested_by: Actor;
  requested_at: string;
  /** The setting `approval_days` after the request (default: one day). */
  expires_at: string;
  /** The person who granted or rejected it. Null if no one did. */
  decided_by: Actor | null;
  decided_via: ApprovalChannel | null;
  decided_at: string | null;
  /** The reason why it was rejected, expired or failed, or why some of its tickets were not changed. */
  reason: string | null;
  /** The batch of a bulk change that was granted. */
  batch_id?: string;
  /** The number of tickets that the batch has changed, unless it is not known any more. */
  changed_count?: number;
  /** The result of an erasure. Only the return value of {@linkcode Approvals.grant} has it. */
  erased?: ErasedCustomer;
}

/** A change to approve, in words, and the call that asks for it. */
export interface ChangeRequest extends Pick<Approval, "change" | "question"> {
  input?: BatchInput;
}

/** A person, and the place where the person decides. */
export interface ApprovalDecision {
  by: Actor;
  via: ApprovalChannel;
}

/** The answer of a person, or of a host in the place of one, to a question about a change. */
export type ApprovalAnswer = "accepted" | "rejected" | "declined" | "cancelled";

export interface ApprovalFilter {
  states?: readonly ApprovalState[];
  tools?: readonly FrozenChange["tool"][];
}

/** Pending approvals, and those decided in the last 30 days. */
export interface Approvals {
  /** The `--db` with which another process reaches the store: an absolute path, or a URL. Null for a store in memory. */
  readonly location: string | null;
  /**
   * Checks that a change could be carried out now. Changes nothing.
   *
   * @throws {DeskError} The error that the change would fail with.
   */
  check(change: FrozenChange): Promise<void>;
  /**
   * Keeps a change until a person decides on it. A caller that requests the same change again gets the same approval. Once it is
   * granted, a repeat of the call with the idempotency key of the context returns the result.
   *
   * @param request.input The values of a bulk change, as {@linkcode Batches.carryOut} receives them.
   * @throws {DeskError} `not_approved` if too many changes of the caller are pending.
   */
  request(
    request: ChangeRequest,
    context: ChangeContext,
  ): Promise<{ approval: Approval; isNew: boolean }>;
  /** Finds out whether a call with the idempotency key of the context has already carried out the change. */
  isCarriedOut(change: Pick<ChangeRequest, "change" | "input">, context: ChangeContext): Promise<boolean>;
  /** Expires the pending approval of a change that its caller has made after another approval, if there is one. */
  expire(change: FrozenChange, reason: string, context: Pick<ChangeContext, "by">): Promise<void>;
  /** @throws {DeskError} `not_found` */
  get(id: string): Promise<Approval>;
  /** Lists approvals, oldest first (default: all of them). */
  list(filter: ApprovalFilter, page?: PageRequest): Promise<Page<Approval>>;
  /**
   * Carries out the change, once. If its records have changed, the approval expires instead and says why.
   *
   * @param write Writes the document of an export, which needs the machine with the shared folder.
   * @returns The approval: `granted`, `expired` or `failed`.
   * @throws {DeskError} `wrong_state` if it is not pending.
   */
  grant(id: string, decision: ApprovalDecision, write?: WriteDocument): Promise<Approval>;
  /**
   * Rejects the change and records that in the history.
   *
   * @throws {DeskError} `wrong_state` if it is not pending.
   */
  reject(id: string, reason: string | null, decision: ApprovalDecision): Promise<Approval>;
  /**
   * Keeps the first answer to a question for a day. Later answers to it have no effect.
   *
   * @param question Identifies the question, and the one time that it was asked.
   * @returns The first answer.
   */
  settle(question: string, answer: ApprovalAnswer): Promise<ApprovalAnswer>;
}
