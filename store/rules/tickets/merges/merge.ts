/** Merging a ticket into another. */

import { truncate } from "../../../../base/text/truncate.ts";
import { DeskError } from "../../../errors.ts";
import { type Comment, LIMITS, type TicketRecord } from "../../../ticket.ts";
import { requireNotClosed, toClosed } from "../close.ts";
import type { Decision } from "../decision.ts";

/** Closes the duplicate and points it to the target. */
export function closeAsDuplicate(duplicate: TicketRecord, into: TicketRecord, at: string): Decision {
  const ticket = toClosed(duplicate, `Merged into ticket #${into.id}.`, at);
  return { what: "merged", ticket: { ...ticket, merged_into: into.id } };
}

/** Adds the duplicate's tags to the target, and a note with its description and its custom fields. */
export function mergeDuplicate(into: TicketRecord, duplicate: TicketRecord, description: string): Decision {
  const all = [...new Set([...into.tags, ...duplicate.tags])];
  const [tags, others] = [all.slice(0, LIMITS.tags), all.slice(LIMITS.tags)];
  const first = `Ticket #${duplicate.id} (${duplicate.subject}, ${duplicate.customer}) was merged into this one.`;
  const more = others.length === 0 ? "" : `Tags without room: ${others.join(", ")}`;
  const values = Object.entries(duplicate.custom ?? {}).map(([name, value]) => `${name}: ${value}`);
  const custom = values.length === 0 ? "" : `Its custom fields: ${values.join("; ")}`;
  const body = truncate([first, more, custom, description.trim()].filter(Boolean).join("\n\n"), LIMITS.comment);
  return { what: "merged", ticket: { ...into, tags }, comment: { kind: "note", body } };
}

const MERGE_NOTE = /^Ticket #\d+ \(.* was merged into this one\.(?:\n|$)/;

/** Recognizes the note of {@linkcode mergeDuplicate}: its words are the customer's. */
export function isMergeNote({ kind, body }: Pick<Comment, "kind" | "body">): boolean {
  return kind === "note" && MERGE_NOTE.test(body);
}

/** Recognizes the note about the merge of the ticket with this id. */
export function isMergeNoteAbout(comment: Pick<Comment, "kind" | "body">, id: string): boolean {
  return isMergeNote(comment) && comment.body.startsWith(`Ticket #${id} (`);
}

/** Returns the id of the ticket whose merge a note is about, even without the words of that ticket; null for other comments. */
export function parseMergedId({ kind, body }: Pick<Comment, "kind" | "body">): string | null {
  const id = kind === "note" ? /^Ticket #(\d+) /.exec(body)?.[1] : undefined;
  return id !== undefined && (isMergeNote({ kind, body }) || body === toMergeNote(id)) ? id : null;
}

/** Formats the note about a merge without the words of the duplicate. */
export function toMergeNote(id: string): string {
  return `Ticket #${id} was merged into this one.`;
}

/** Formats the note about a merge without its words if the duplicate was a ticket of the customer; null if it was another's. */
export function toErasedMergeNote({ body }: Pick<Comment, "body">, customer: string): string | null {
  const [first = ""] = body.split("\n");
  const id = /^Ticket #(\d+) /.exec(first)?.[1];
  return id !== undefined && first.endsWith(`, ${customer}) was merged into this one.`) ? toMergeNote(id) : null;
}

/** Adds a note to the target of a ticket that is not merged any more. */
export function noteReopenedDuplicate(into: TicketRecord, { id }: TicketRecord, reason: string): Decision {
  const body = `Ticket #${id} was reopened and is no longer merged into this one: ${reason}`;
  return { what: "commented", ticket: into, comment: { kind: "note", body } };
}

/**
 * @param into The last ticket of the chain.
 * @param present The last ticket that the duplicate is merged into already, or else the duplicate.
 * @throws {DeskError} `wrong_state` if either ticket is closed, `invalid` if both are the same.
 */
export function requireMergeable(duplicate: TicketRecord, into: TicketRecord, present: TicketRecord): void {
  requireDifferent(duplicate.id, into.id);
  if (duplicate.merged_into !== null) {
    const text = `Ticket #${duplicate.id} is already merged into #${present.id}. Nothing was changed.`;
    throw new DeskError("wrong_state", text, {
      reasons: [{ code: "ticket_merged", id: duplicate.id, into: present.id }],
    });
  }
  requireNotClosed(duplicate, "is closed and cannot be merged", "Reopen it first (reopen_ticket).");
  requireNotClosed(
    into,
    "is closed, so nothing can be merged into it",
    "Reopen it first (reopen_ticket), or merge in the other direction.",
  );
}

/** @throws {DeskError} `invalid` if both are the same ticket. */
export function requireDifferent(id: string, into: string): void {
  if (id !== into) return;
  throw new DeskError("invalid", `Ticket #${id} cannot be merged into itself. Name another ticket to merge into.`, {
    reasons: [{ code: "same_ticket", id }],
  });
}

/** Describes a chain of merges that ends at a ticket that does not exist, or that is a cycle. */
export function describeLostTarget(
  { id, merged_into }: Pick<TicketRecord, "id" | "merged_into">,
  last: Pick<TicketRecord, "merged_into">,
): string {
  const end = last.merged_into === merged_into ? "" : `, and that leads to #${last.merged_into}`;
  return `Ticket #${id} was merged into #${merged_into}${end}, which does not exist or leads to no other ticket`;
}

/**
 * @param into The last ticket of the chain.
 * @param what What cannot be added, such as `comment`.
 * @throws {DeskError} `wrong_state` if the ticket is merged into another, where people look for its texts and files.
 */
export function requireNotMerged({ id, merged_into }: TicketRecord, into: TicketRecord, what: string): void {
  if (merged_into === null) return;
  if (into.merged_into !== null) {
    const problem = describeLostTarget({ id, merged_into }, into);
    throw new DeskError("wrong_state", `${problem}. Reopen it first (reopen_ticket).`);
  }
  const text = `Ticket #${id} was merged into #${into.id}. Add the ${what} to ticket #${into.id} instead.`;
  throw new DeskError("wrong_state", text, { reasons: [{ code: "ticket_merged", id, into: into.id }] });
}
