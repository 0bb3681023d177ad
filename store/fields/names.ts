/** Names of custom fields. */

import { findName } from "../names/mod.ts";

/** A letter, and then letters, digits, hyphens and underscores: at most 50. Queries have names without quotation marks. */
export const NAME_FORM = /^\p{L}[\p{L}\p{M}\p{N}_-]{0,49}$/u;

/** Fields that every ticket has, columns of files, and groups of reports. A custom field would be taken for one of them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "id",
  "ticket",
  "ticket_id",
  "subject",
  "customer",
  "customer_name",
  "account_tier",
  "email",
  "status",
  "resolution",
  "description",
  "priority",
  "assignee",
  "tags",
  "tag",
  "tier",
  "escalation",
  "merged_into",
  "external_id",
  "claimed_until",
  "comment_count",
  "comments",
  "attachments",
  "revision",
  "created_at",
  "updated_at",
  "closed_at",
  "reopened_at",
  "due_at",
  "snoozed_until",
  "links",
  "custom",
  "field",
  "group",
  "day",
  "week",
  "month",
]);

/** Finds a field by its name in any case. */
export function findFieldName(names: readonly string[], text: string): { name?: string; nearest?: string } {
  return findName(names, text.trim().normalize("NFC"));
}
