/** The update of many tickets: its validation, and its effect on each. */

import { type BulkChange, type BulkUpdate, type LeftReason, MAX_BATCH_RESOLUTION } from "../../batch.ts";
import { DeskError } from "../../errors.ts";
import type { CustomState, TicketRecord } from "../../ticket.ts";
import { isDuration } from "../deadlines/mod.ts";
import { changeTags, closeTicket, type Decision, parseTicketUpdate, updateTicket } from "../tickets/mod.ts";
import { parseRequiredText } from "../values/mod.ts";

/** @throws {DeskError} `invalid` for values that no ticket can get, or that exclude each other. */
export function parseBulkUpdate(update: BulkUpdate): BulkUpdate {
  const { resolution, ...fields } = update;
  const { add_tags = [], remove_tags = [] } = update;
  const added = changeTags([], add_tags, remove_tags);
  const parsed = {
    ...parseTicketUpdate(fields),
    ...added.length > 0 && { add_tags: added },
    ...remove_tags.length > 0 && { remove_tags: changeTags([], remove_tags, []) },
  };
  if (resolution === undefined) return parsed;
  const excluded = (["status", "snoozed_until"] as const).find((name) => update[name] !== undefined);
  if (excluded !== undefined) {
    throw new DeskError(
      "invalid",
      `${excluded} cannot be set with resolution, which closes the tickets. Leave one out.`,
    );
  }
  return { ...parsed, resolution: parseRequiredText("resolution", resolution, MAX_BATCH_RESOLUTION) };
}

/**
 * Changes the fields of a ticket, and closes it if there is a resolution, in one change.
 *
 * @param custom The custom fields after the update, if it changes them.
 */
export function updateInBatch(
  ticket: TicketRecord,
  update: BulkUpdate,
  at: string,
  custom?: CustomState,
): Decision | null {
  const { resolution, ...fields } = update;
  const updated = updateTicket(ticket, fields, { custom });
  return resolution === undefined ? updated : closeTicket(updated?.ticket ?? ticket, resolution, at);
}

/** Converts an error to a reason. Without the id of the ticket that it is about, equal reasons are equal. */
export function toReason({ message, reasons: [reason] }: DeskError, ticket?: Pick<TicketRecord, "id">): LeftReason {
  return { reason: ticket === undefined ? message : removeId(message, ticket.id), ...reason && { code: reason.code } };
}

function removeId(message: string, id: string): string {
  return message.replace(`Ticket #${id} is`, "It is").replace(`Ticket #${id}`, "It").replace(`ticket #${id}`, "it");
}

/** Describes a change as the history keeps it: without the ids of other tickets, and without words of people. */
export function describeBulkChange(change: BulkChange): string {
  const count = `${change.tickets.length} ticket${change.tickets.length === 1 ? "" : "s"}`;
  if (change.tool === "undo_batch") return `Revert ${count} to before batch ${change.batch_id}`;
  return `Change ${count}: ${listValues(change.update).join(", ")}`;
}

function listValues(update: BulkUpdate): string[] {
  const { status, priority, assignee, add_tags = [], remove_tags = [], snoozed_until, custom, resolution } = update;
  return [
    resolution === undefined ? "" : "close with a resolution",
    status === undefined ? "" : `status ${status}`,
    priority === undefined ? "" : `priority ${priority}`,
    assignee === undefined ? "" : assignee === null ? "no assignee" : "another assignee",
    add_tags.length === 0 ? "" : "add tags",
    remove_tags.length === 0 ? "" : "remove tags",
    snoozed_until === undefined ? "" : snoozed_until ? formatSnooze(snoozed_until) : "end the snooze",
    custom === undefined ? "" : "custom fields",
  ].filter(Boolean);
}

/** @param time As `update_tickets` takes it: a time such as `tomorrow 9:00`, or a duration such as `2h` or `in 2h`. */
function formatSnooze(time: string): string {
  return isDuration(time) ? `snooze for ${time.trim().replace(/^in /i, "")}` : `snooze until ${time}`;
}
