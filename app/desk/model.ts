/** The results of the server's tools, as the desk uses them. Fields of later versions are optional. */

export const STATUSES = ["open", "pending", "on_hold", "closed"] as const;
export type Status = (typeof STATUSES)[number];
export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const TIERS = ["enterprise", "pro", "free"] as const;
export type Tier = (typeof TIERS)[number];

/** Values of custom fields by name. In a change, null removes one. */
export type CustomValues = Readonly<Record<string, string | number | boolean | null>>;

/** Returns the value of a custom field; null without one. */
export function getCustom({ custom = {} }: Pick<TicketRow, "custom">, name: string): CustomValues[string] {
  return Object.hasOwn(custom, name) ? custom[name]! : null;
}

/** A ticket in a list. Times are ISO 8601. */
export interface TicketRow {
  id: string;
  subject: string;
  customer: string;
  /** Only in lists that `list_ticket_rows` returns. Missing if the account has none. */
  customer_name?: string;
  account_tier: Tier;
  status: Status;
  priority: Priority;
  assignee: string | null;
  tags: readonly string[];
  revision: number;
  /** Missing in a row of `search_tickets` with a match. */
  created_at?: string;
  updated_at?: string;
  due_at: string | null;
  snoozed_until?: string | null;
  /** True if the customer wrote last, and waits. */
  waiting?: boolean;
  /** Missing if it has none. */
  custom?: CustomValues;
  /** The place where a search matched. */
  match?: { field: string; excerpt?: string };
}

export interface Attachment {
  name: string;
  type: string;
  size: number;
  uri: string;
  merged_from?: string;
}

export interface Escalation {
  priority: Priority;
  reason: string;
  note: string;
  by: string;
  at: string;
}

/** A link to another ticket. */
export interface Link {
  relation: string;
  id: string;
  subject: string;
  status: Status;
}

/** A whole ticket. */
export interface Ticket extends TicketRow {
  created_at: string;
  updated_at: string;
  description: string;
  resolution: string | null;
  escalation: Escalation | null;
  merged_into: string | null;
  external_id: string | null;
  claimed_until: string | null;
  comment_count: number;
  attachments: readonly Attachment[];
  closed_at: string | null;
  links?: readonly Link[];
  truncated?: readonly string[];
}

export type CommentKind = "reply" | "note" | "customer";

export interface Comment {
  number: number;
  author: string;
  kind: CommentKind;
  delivery?: string;
  body: string;
  at: string;
  edited_at?: string;
  edited_by?: string;
  is_retracted?: boolean;
  merged_from?: string;
  truncated?: readonly string[];
}

export interface Actor {
  kind: "host" | "person" | "system";
  name: string;
  on_behalf_of?: string;
}

/** A change in the history of a ticket. */
export interface TicketEvent {
  ticket_id: string;
  revision: number;
  at: string;
  what: string;
  by: Actor;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  comment?: Comment;
  /** The change of many tickets that it belongs to. */
  batch_id?: string;
}

export interface SimilarTicket extends TicketRow {
  resolution: string | null;
}

export interface Customer {
  email: string;
  name: string;
  account_tier: Tier;
  status: string;
  notes: string;
  revision: number;
  created_at: string;
  updated_at: string;
  organization?: string;
}

export interface Person {
  name: string;
  address: string | null;
  away: boolean;
}

/** A change that waits, or waited, for a person's approval. */
export interface Approval {
  id: string;
  state: string;
  tool: string;
  change: Record<string, unknown>;
  question: string;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  decided_by: string | null;
  decided_at: string | null;
  reason: string | null;
  /** Only of changes of many tickets that were granted. */
  batch_id?: string;
  /** The number of tickets that the batch has changed. */
  changed_count?: number;
  /** The texts of the change that the server has cut. */
  truncated?: readonly string[];
}

export interface Stats {
  total: number;
  by_status: Record<Status, number>;
  by_priority: Record<Priority, number>;
  unassigned: number;
  customers: number;
  overdue?: number;
  due_today?: number;
  waiting?: number;
  snoozed?: number;
  /** The snoozed tickets that are open. */
  snoozed_open?: number;
}

export interface CardReportRow {
  /** A day, Monday, month or name; null for tickets without one. */
  group: string | null;
  created: number;
  closed: number;
  open_at_end: number;
  /** In seconds. */
  reply_median?: number;
}

/** The counts of a period. */
export interface CardReport {
  from: string;
  to: string;
  group_by: string;
  rows: readonly CardReportRow[];
  total: Omit<CardReportRow, "group">;
}

/** The name of the person, or of the program, that made a change. */
export function getActorName({ name, on_behalf_of }: Actor): string {
  return on_behalf_of ?? name;
}
