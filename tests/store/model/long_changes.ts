/** Changes of the model that take a desk several commits. */

import type { Outcome, Priority } from "./commands.ts";
import { type DeskState, type ModelBatch, require } from "./desk_state.ts";

export function changeMany(
  state: DeskState,
  ids: string[],
  { priority, add_tags }: { priority: Priority; add_tags: string[] },
): Outcome {
  const tickets = [...new Set(ids)].map((id) => state.getTicket(id)).filter(({ isErased }) => !isErased);
  const batch: ModelBatch = { changed: [] };
  for (const ticket of tickets) {
    const { id, revision, ...before } = structuredClone(ticket);
    state.change(ticket, { priority, tags: [...new Set([...ticket.tags, ...add_tags])] });
    if (ticket.revision > revision) batch.changed.push({ id, revision: ticket.revision, before });
  }
  return addBatch(state, batch);
}

export function undo(state: DeskState, number: number): Outcome {
  const batch = state.batches[number - 1];
  require(batch !== undefined, "not_found");
  const undoing: ModelBatch = { changed: [] };
  for (const { id, revision, before: { priority, tags } } of batch.changed) {
    const ticket = state.getTicket(id);
    if (ticket.isErased || ticket.revision !== revision) continue;
    const before = structuredClone(ticket);
    state.change(ticket, { priority, tags });
    undoing.changed.push({ id, revision: ticket.revision, before });
  }
  return addBatch(state, undoing);
}

function addBatch(state: DeskState, batch: ModelBatch): Outcome {
  require(batch.changed.length > 0, "wrong_state");
  return { id: `B${state.batches.push(batch)}`, revision: 1 };
}

export function erase(state: DeskState, email: string): Outcome {
  require(state.customers.has(email), "not_found");
  const tickets = [...state.tickets.values()].filter(({ customer }) => customer === email);
  require(tickets.every(({ status }) => status === "closed"), "wrong_state");
  for (const ticket of tickets) Object.assign(ticket, { isErased: true, customer: "(erased)" });
  state.customers.delete(email);
  // The answers with the address or one of the tickets are forgotten.
  for (const [key, { input, id }] of state.keys) {
    if (input.includes(email) || tickets.some((ticket) => ticket.id === id)) state.keys.delete(key);
  }
  return { id: email, revision: 1 };
}
