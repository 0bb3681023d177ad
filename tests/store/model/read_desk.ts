/** The state of a desk and of its model, in the same form. */

import type { Desk } from "../../../store/mod.ts";
import type { DeskModel } from "./desk_model.ts";
import { EMAILS } from "./commands.ts";

/** The part of a desk that is compared. */
export interface DeskView {
  tickets: { id: string; revision: number; [field: string]: unknown }[];
  customers: { email: string; name: string; notes: string; revision: number }[];
}

/** Reads what the model knows of a desk. Of the ticket of an erased customer, only a few fields are compared. */
export async function readDesk({ archive }: Desk): Promise<DeskView> {
  const exported = await Array.fromAsync(archive.exportTickets());
  const tickets = exported.map(({ ticket, events }) => {
    const { id, customer, status, priority, revision } = ticket;
    if (!EMAILS.some((email) => email === customer)) return { id, status, priority, revision };
    const { subject, assignee, tags, resolution, merged_into, links = [] } = ticket;
    const changes = events.filter(({ what }) => what !== "not_approved").map(({ revision }) => revision);
    return {
      ...{ id, status, priority, subject, customer, assignee, tags, resolution, merged_into, revision },
      links: links.map(({ id }) => id),
      isClaimed: ticket.claimed_until !== null,
      isSnoozed: (ticket.snoozed_until ?? null) !== null,
      comments: ticket.comment_count,
      isWhole: changes.every((each, index) => each === index + 1) && changes.length === revision,
    };
  });
  const customers = (await Array.fromAsync(archive.exportCustomers())).map(({ customer }) => customer)
    .filter(({ email }) => EMAILS.some((each) => each === email))
    .map(({ email, name, notes, revision }) => ({ email, name, notes, revision }));
  return { tickets, customers };
}

/** Lists the same of the model. */
export function readModel({ tickets, customers }: DeskModel): DeskView {
  return {
    tickets: Array.from(
      tickets.values(),
      ({ log: _log, beforeMerge: _before, people: _people, isErased, ...ticket }) => {
        const { id, status, priority, revision } = ticket;
        return isErased ? { id, status, priority, revision } : { ...ticket, isWhole: true };
      },
    ),
    customers: Array.from(customers, ([email, customer]) => ({ email, ...customer }))
      .sort((one, other) => one.email < other.email ? -1 : 1),
  };
}

/** Takes over the revisions of the tickets that an erasure has changed. */
export function adoptRevisions({ tickets }: DeskModel, state: DeskView, erased: string): void {
  for (const { id, revision } of state.tickets) {
    const ticket = tickets.get(id)!;
    const isChanged = ticket.isErased || ticket.people.includes(erased);
    if (isChanged && revision > ticket.revision) ticket.revision = revision;
  }
}

/** Finds the tickets that a query for a status, a tag, a customer or a word of the subject must find. */
export function findInModel({ tickets }: DeskModel, query: string): string[] {
  const [field, value = ""] = query.split(":");
  return [...tickets.values()].filter((ticket) => {
    if (field === "status") return ticket.status === value;
    if (field === "tag") return ticket.tags.includes(value);
    if (field === "customer") return ticket.customer === value;
    return !ticket.isErased && ticket.subject === field;
  }).map(({ id }) => id).sort();
}
