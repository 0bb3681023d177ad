/** The order of the fields in exports. A record has them in the order in which they were set first. */

import type { ArchivedTicketFields } from "../../archive.ts";
import type { Customer } from "../../customer.ts";
import type { CustomerEvent, TicketEvent } from "../../event.ts";
import type { Comment } from "../../ticket.ts";

/** Every field of a type, in an order. */
type Order<T> = Readonly<Record<keyof T, 0>>;

export const TICKET_FIELDS: Order<ArchivedTicketFields> = {
  ...{ id: 0, subject: 0, customer: 0, status: 0, resolution: 0, description: 0, priority: 0, assignee: 0, tags: 0 },
  ...{ escalation: 0, merged_into: 0, external_id: 0, claimed_until: 0, comment_count: 0, attachments: 0 },
  ...{ revision: 0, created_at: 0, updated_at: 0, closed_at: 0, paused_at: 0, paused_ms: 0, snoozed_until: 0 },
  ...{ due_by_hand: 0, links: 0, unresolved_links: 0, continued_in: 0 },
  ...{ reopened_at: 0, first_reply_at: 0, last_customer_message_at: 0 },
  ...{ custom: 0, fixed_fields: 0 },
};

export const COMMENT_FIELDS: Order<Comment> = {
  ...{ number: 0, author: 0, kind: 0, delivery: 0, body: 0, at: 0, edited_at: 0, edited_by: 0, is_retracted: 0 },
};

export const CUSTOMER_FIELDS: Order<Customer> = {
  ...{ email: 0, name: 0, account_tier: 0, status: 0, notes: 0, revision: 0, created_at: 0, updated_at: 0 },
  ...{ organization: 0 },
};

export const EVENT_FIELDS: Order<TicketEvent> = {
  ...{ ticket_id: 0, revision: 0, at: 0, what: 0, by: 0, before: 0, after: 0, comment: 0, earlier_text: 0 },
  ...{ answers: 0, in_time: 0, batch_id: 0 },
};

export const CUSTOMER_EVENT_FIELDS: Order<CustomerEvent> = {
  ...{ email: 0, revision: 0, at: 0, what: 0, by: 0, before: 0, after: 0, answers: 0 },
};

/** Returns the value with its fields in an order. */
export function sortFields<T extends object>(value: T, order: Order<T>): T {
  if (isSorted(value, order)) return value;
  const names = Object.keys(order).filter((name) => Object.hasOwn(value, name));
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...value };
}

/** Most values are sorted. */
function isSorted(value: object, order: object): boolean {
  const names = Object.keys(order);
  let next = 0;
  for (const name in value) {
    next = names.indexOf(name, next) + 1;
    if (next === 0) return false;
  }
  return true;
}
