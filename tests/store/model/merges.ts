/** Merging and reopening tickets of the model. */

import type { Outcome } from "./commands.ts";
import { type DeskState, type ModelTicket, require } from "./desk_state.ts";

export function reopen(state: DeskState, id: string): Outcome {
  const ticket = state.getTicket(id);
  require(ticket.status === "closed" && !ticket.isErased, "wrong_state");
  const target = state.findLast(ticket);
  const opened = { status: "open", resolution: null, assignee: null, merged_into: null } as const;
  const outcome = state.change(ticket, { ...opened, comments: ticket.comments + 1 });
  if (target !== ticket && !target.isErased) state.change(target, { comments: target.comments + 1 });
  return outcome;
}

export function merge(state: DeskState, id: string, into: string): Outcome {
  require(id !== into, "invalid");
  const source = state.getTicket(id);
  const target = state.findLast(state.getTicket(into));
  require(source !== target, "invalid");
  require(source.status !== "closed" && target.status !== "closed", "wrong_state");
  const tags = [...new Set([...target.tags, ...source.tags])];
  state.change(target, { tags, comments: target.comments + 1, people: [...target.people, ...source.people] }, id);
  const { status, resolution, isClaimed, isSnoozed, log } = source;
  source.beforeMerge = { status, resolution, isClaimed, isSnoozed, at: log.length };
  const closed = { status: "closed", isClaimed: false, isSnoozed: false, merged_into: target.id } as const;
  return state.change(source, { ...closed, resolution: `Merged into ticket #${target.id}.` });
}

export function unmerge(state: DeskState, id: string): Outcome {
  const ticket = state.getTicket(id);
  require(ticket.merged_into !== null && !ticket.isErased, "wrong_state");
  const [target, last] = [state.getTicket(ticket.merged_into!), state.findLast(ticket)];
  const { at, isClaimed, ...before } = ticket.beforeMerge!;
  const isReassigned = ticket.log.slice(at + 1).some((each) => each.isReassigned);
  const values = { ...before, isClaimed: isClaimed && !isReassigned, merged_into: null };
  const outcome = state.change(ticket, values);
  if (!target.isErased) removeAddedTags(state, target, id);
  if (last !== target && !last.isErased) state.change(last, { comments: last.comments + 1 });
  return outcome;
}

/** Removes the tags that a merge added, unless someone changed them since or another duplicate has them. */
function removeAddedTags(state: DeskState, target: ModelTicket, duplicate: string): void {
  const at = target.log.findLastIndex(({ mergedFrom }) => mergedFrom === duplicate);
  const listNew = (before: string[], after: string[]) => after.filter((tag) => !before.includes(tag));
  const added = listNew(target.log[at]!.before, target.log[at]!.after);
  const changed = target.log.slice(at + 1).flatMap(({ before, after }) => [
    ...listNew(before, after),
    ...listNew(after, before),
  ]);
  const others = [...state.tickets.values()].filter(({ id, merged_into }) =>
    merged_into === target.id && id !== duplicate
  );
  const kept = new Set([...changed, ...others.flatMap(({ tags }) => tags)]);
  const tags = target.tags.filter((tag) => !added.includes(tag) || kept.has(tag));
  state.change(target, { tags, comments: target.comments + 1 });
}
