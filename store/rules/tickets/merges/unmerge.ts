/** Undoing a merge. */

import { DeskError } from "../../../errors.ts";
import type { TicketEvent } from "../../../event.ts";
import type { TicketRecord } from "../../../ticket.ts";
import type { Decision } from "../decision.ts";

/** The tags that a merge added to its target: those that an undo removes, and those that stay. */
export interface AddedTags {
  removed: string[];
  kept: string[];
}

/** The changes of an event. */
type Changes = Pick<TicketEvent, "before" | "after">;

/**
 * @param into The ticket that the caller named, if any: the target, or the last ticket of its chain.
 * @throws {DeskError} `wrong_state` if the ticket is not merged, or merged into another ticket.
 */
export function requireMerged(
  { id, merged_into }: TicketRecord,
  last: TicketRecord,
  into: string | undefined,
): void {
  if (merged_into === null) {
    throw new DeskError("wrong_state", `Ticket #${id} is not merged into another ticket. Nothing was changed.`, {
      reasons: [{ code: "ticket_not_merged", id }],
    });
  }
  if (into === undefined || into === merged_into || into === last.id) return;
  throw new DeskError(
    "wrong_state",
    `Ticket #${id} is merged into #${merged_into}, not into #${into}. Nothing was changed.`,
    { reasons: [{ code: "ticket_not_merged", id }] },
  );
}

/**
 * Judges the tags that a merge added and the target still has. Those stay that were added again or removed since, or that
 * another duplicate has.
 *
 * @param merge The event of the merge at the target; undefined if the history does not have it.
 * @param later The target's events since then.
 * @param others The tags of the other duplicates.
 */
export function judgeAddedTags(
  target: TicketRecord,
  merge: Changes | undefined,
  later: readonly Changes[],
  others: ReadonlySet<string>,
): AddedTags {
  const present = listNew(merge?.before.tags, merge?.after.tags).filter((tag) => target.tags.includes(tag));
  const changed = new Set(later.flatMap(({ before, after }) => [
    ...listNew(before.tags, after.tags),
    ...listNew(after.tags, before.tags),
  ]));
  const stays = (tag: string) => changed.has(tag) || others.has(tag);
  return { removed: present.filter((tag) => !stays(tag)), kept: present.filter(stays) };
}

function listNew(before: readonly string[] = [], after: readonly string[] = []): string[] {
  return after.filter((tag) => !before.includes(tag));
}

/** Opens a duplicate whose history does not have its merge, such as an imported one. */
export function openDuplicate(ticket: TicketRecord): Decision {
  const opened = { status: "open", resolution: null, closed_at: null, merged_into: null } as const;
  return { what: "undone", ticket: { ...ticket, ...opened } };
}

/** Removes tags from the target of a merge, and adds a note. */
export function undoMergeAtTarget(
  into: TicketRecord,
  duplicate: Pick<TicketRecord, "id">,
  { removed, kept }: AddedTags,
  isKnown: boolean,
): Decision {
  const parts = [
    `Ticket #${duplicate.id} is no longer merged into this one. The note about the merge stays.`,
    removed.length > 0 ? `Tags removed: ${removed.join(", ")}.` : "",
    kept.length > 0
      ? `Tags that stay, because they were changed since or another duplicate has them: ${kept.join(", ")}.`
      : "",
    isKnown ? "" : "All tags stay, because the history does not say which ones the merge added.",
  ];
  return {
    what: "undone",
    ticket: { ...into, tags: into.tags.filter((tag) => !removed.includes(tag)) },
    comment: { kind: "note", body: parts.filter(Boolean).join(" ") },
  };
}

/** Adds a note to the last ticket of a chain, which keeps its tags: another merge added them. */
export function noteUndoneMerge(last: TicketRecord, { id, merged_into }: TicketRecord): Decision {
  const body =
    `Ticket #${id} is no longer merged into #${merged_into}, which was merged into this one. All tags of this ticket stay.`;
  return { what: "commented", ticket: last, comment: { kind: "note", body } };
}
