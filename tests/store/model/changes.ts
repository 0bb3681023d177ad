/** Changes of tickets and accounts of the model. */

import type { Command, Fields, Outcome } from "./commands.ts";
import { type DeskState, require } from "./desk_state.ts";

const NEW_TICKET = {
  status: "open",
  assignee: null,
  resolution: null,
  merged_into: null,
  isClaimed: false,
  isSnoozed: false,
  comments: 0,
  revision: 1,
  isErased: false,
} as const;

export function createOnce(state: DeskState, { do: _, key, ...input }: Command & { do: "create" }): Outcome {
  const known = key === undefined ? undefined : state.keys.get(key);
  if (known !== undefined) {
    require(known.input === JSON.stringify(input), "idempotency_mismatch");
    return { id: known.id, revision: 1 };
  }
  const id = String(state.tickets.size + 1);
  state.requireAccount(input.customer);
  state.tickets.set(id, {
    ...NEW_TICKET,
    ...input,
    id,
    tags: [...input.tags],
    links: [],
    people: [input.customer],
    log: [],
  });
  if (key !== undefined) state.keys.set(key, { input: JSON.stringify(input), id });
  return { id, revision: 1 };
}

export function update(
  state: DeskState,
  id: string,
  { snooze, add_tags = [], ...fields }: Fields,
  revision?: number,
): Outcome {
  const ticket = state.getTicket(id);
  require(revision === undefined || revision === ticket.revision, "stale_revision");
  const isMoved = fields.customer !== undefined && fields.customer !== ticket.customer;
  if (isMoved) state.requireAccount(fields.customer!);
  require(!ticket.isErased, "wrong_state");
  const isClosed = ticket.status === "closed";
  require(!isClosed || fields.status === undefined && snooze !== true, "wrong_state");
  const tags = [...new Set([...ticket.tags, ...add_tags])];
  return state.change(ticket, {
    ...fields,
    tags,
    people: isMoved ? [...ticket.people, fields.customer!] : ticket.people,
    ...fields.assignee !== undefined && { isClaimed: false },
    ...snooze !== undefined && { isSnoozed: snooze },
  });
}

export function comment(state: DeskState, id: string, kind: "note" | "reply" | "customer"): Outcome {
  const ticket = state.getTicket(id);
  require(!ticket.isErased && ticket.merged_into === null, "wrong_state");
  const comments = ticket.comments + 1;
  if (kind !== "customer") return state.change(ticket, { comments });
  if (ticket.status === "closed") {
    return state.change(ticket, { comments, status: "open", resolution: null, assignee: null });
  }
  const status = ticket.status === "pending" ? "open" : ticket.status;
  return state.change(ticket, { comments, status, isSnoozed: false });
}

export function close(state: DeskState, id: string, resolution: string): Outcome {
  const ticket = state.getTicket(id);
  require(ticket.status !== "closed", "wrong_state");
  return state.change(ticket, { status: "closed", resolution, isClaimed: false, isSnoozed: false });
}

export function claim(state: DeskState, assignee: string, seen: Outcome): Outcome {
  const claimable = [...state.tickets.values()].filter((ticket) =>
    ticket.status === "open" && ticket.assignee === null && !ticket.isSnoozed
  );
  const chosen = claimable.find(({ id }) => seen !== null && "id" in seen && seen.id === id) ?? claimable[0];
  return chosen === undefined ? null : state.change(chosen, { assignee, isClaimed: true });
}

export function link(state: DeskState, id: string, to: string): Outcome {
  const ticket = state.getTicket(id);
  require(!ticket.isErased, "wrong_state");
  require(id !== to, "invalid");
  if (ticket.links.includes(to)) return { id, revision: ticket.revision };
  const other = state.getTicket(to);
  require(state.findLast(ticket) !== state.findLast(other), "invalid");
  require(!other.isErased, "wrong_state");
  state.change(other, { links: [...other.links, id] });
  return state.change(ticket, { links: [...ticket.links, to] });
}

export function setNotes(state: DeskState, email: string, notes: string): Outcome {
  const customer = state.customers.get(email);
  require(customer !== undefined, "not_found");
  if (customer.notes !== notes) Object.assign(customer, { notes, revision: customer.revision + 1 });
  return { id: email, revision: customer.revision };
}
