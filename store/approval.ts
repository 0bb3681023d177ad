/** Changes that wait for a person's approval. */

import type { CustomerUpdate } from "./customer.ts";
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
  /** The reason why it was rejected, expired or failed. */
  reason: string | null;
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
