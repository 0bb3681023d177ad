/** Changing a ticket's fields. */

import { DeskError } from "../../errors.ts";
import { type CustomState, LIMITS, type TicketLink, type TicketRecord, type TicketUpdate } from "../../ticket.ts";
import { parseEmailAddress, requireOwnAddress } from "../customers/mod.ts";
import type { Decision } from "./decision.ts";
import { changeTags } from "./tags.ts";
import { parseRequiredLine, parseText } from "../values/mod.ts";

/** Parts of an update that other parts of the desk are needed for. */
interface UpdatedParts {
  /** The current description, if the update names one. */
  present?: string | undefined;
  /** The links after the update, if it changes them. */
  links?: TicketLink[] | undefined;
  /** The links that tickets merged into it lose. */
  ofMerged?: readonly TicketLink[] | undefined;
  /** The custom fields after the update, if it changes them. */
  custom?: CustomState | undefined;
}

/**
 * Changes the fields that `update` names. On a closed ticket the status cannot change. Setting an assignee ends a
 * claim, even for the same person.
 *
 * @param update Validated by {@linkcode parseTicketUpdate}, with instants for the end of a snooze and the due time.
 * @param parts What the update changes beside it.
 */
export function updateTicket(
  ticket: TicketRecord,
  update: TicketUpdate,
  { present = "", links = ticket.links ?? [], ofMerged = [], custom = {} }: UpdatedParts = {},
): Decision | null {
  const { subject = ticket.subject, customer = ticket.customer, priority = ticket.priority } = update;
  const { add_tags = [], remove_tags = [] } = update;
  const fields = {
    subject,
    customer,
    priority,
    tags: changeTags(ticket.tags, add_tags, remove_tags),
    ...updateOwner(ticket, update),
    ...updateSnooze(ticket, update),
    ...updateDueTime(ticket, update),
    ...(links.length + ofMerged.length > 0 || ticket.links !== undefined) && { links },
    ...custom,
  };
  const changed = { ...updateStatus(ticket, update.status), ...fields };
  const { description = present } = update;
  const texts = description === present ? {} : { description: { before: present, after: description } };
  const isSame = description === present && ofMerged.length === 0 && JSON.stringify(changed) === JSON.stringify(ticket);
  return isSame ? null : { what: "updated", ticket: changed, ...texts, ...ofMerged.length > 0 && { ofMerged } };
}

/** @throws {DeskError} `invalid` for an empty or too long text, or an invalid email address. */
export function parseTicketUpdate(update: TicketUpdate): TicketUpdate {
  const checked = { ...update };
  if (update.subject !== undefined) checked.subject = parseRequiredLine("subject", update.subject, LIMITS.subject);
  if (update.description !== undefined) {
    checked.description = parseText("description", update.description, LIMITS.description);
  }
  if (update.customer !== undefined) {
    checked.customer = parseEmailAddress(update.customer);
    requireOwnAddress(checked.customer);
  }
  if (update.assignee !== undefined) {
    checked.assignee = update.assignee === null ? null : parseRequiredLine("assignee", update.assignee, LIMITS.name);
  }
  return checked;
}

/** @throws {DeskError} `invalid` for an empty or too long name. */
export function parseAssignee(assignee: string | null): string | null {
  return assignee === null ? null : parseRequiredLine("assignee", assignee, LIMITS.name);
}

function updateOwner(
  ticket: TicketRecord,
  { assignee }: TicketUpdate,
): Pick<TicketRecord, "assignee" | "claimed_until"> {
  return assignee === undefined
    ? { assignee: ticket.assignee, claimed_until: ticket.claimed_until }
    : { assignee, claimed_until: null };
}

function updateSnooze(
  ticket: TicketRecord,
  { snoozed_until }: TicketUpdate,
): Pick<TicketRecord, "snoozed_until"> {
  if (snoozed_until === undefined || snoozed_until === (ticket.snoozed_until ?? null)) return {};
  if (ticket.status !== "closed") return { snoozed_until };
  throw new DeskError(
    "wrong_state",
    `Ticket #${ticket.id} is closed and cannot be snoozed. Reopen it first (reopen_ticket).`,
    { reasons: [{ code: "ticket_closed", id: ticket.id }] },
  );
}

function updateDueTime(ticket: TicketRecord, { due_at }: TicketUpdate): Pick<TicketRecord, "due_by_hand"> {
  if (due_at === undefined || due_at === (ticket.due_by_hand ?? null)) return {};
  if (ticket.status !== "closed") return { due_by_hand: due_at };
  throw new DeskError(
    "wrong_state",
    `Ticket #${ticket.id} is closed and cannot have a due time. Reopen it first (reopen_ticket).`,
    { reasons: [{ code: "ticket_closed", id: ticket.id }] },
  );
}

function updateStatus(ticket: TicketRecord, status: TicketUpdate["status"]): TicketRecord {
  if (status === undefined) return ticket;
  if (ticket.status !== "closed") return { ...ticket, status };
  throw new DeskError(
    "wrong_state",
    `Ticket #${ticket.id} is closed and cannot become ${status}. Reopen it first (reopen_ticket).`,
    { reasons: [{ code: "ticket_closed", id: ticket.id }] },
  );
}
