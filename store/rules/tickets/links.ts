/** Links between tickets. Both tickets have them, each from its side. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import { LIMITS, type Relation, RELATIONS, type TicketLink, type TicketRecord } from "../../ticket.ts";
import type { Decision } from "./decision.ts";
import { parseTicketId } from "./ticket_id.ts";

/** The links to add and to remove. `relation` is null for every link to a ticket. */
export interface LinkChanges {
  add: readonly TicketLink[];
  remove: readonly { relation: Relation | null; id: string }[];
}

const FORM = /^(?:([a-z_]+)\s*:\s*)?#?(\d+)$/;

/**
 * Parses links such as `caused_by:42`.
 *
 * @param ticket The id of the ticket that has them.
 * @throws {DeskError} `invalid` for another form, an unknown relation, the ticket itself, and links that exclude each other.
 */
export function parseLinks(ticket: string, add: readonly string[], remove: readonly string[]): LinkChanges {
  const added = add.map((text) => parseLink("add_links", text));
  for (const { relation, id } of added) {
    if (relation === null) throw createFormError("add_links", id);
    if (id === ticket) {
      throw new DeskError("invalid", `Ticket #${ticket} cannot be linked to itself. Nothing was changed.`, {
        reasons: [{ code: "same_ticket", id: ticket }],
      });
    }
  }
  const changes = { add: added as TicketLink[], remove: remove.map((text) => parseLink("remove_links", text)) };
  checkChanges(ticket, changes);
  return changes;
}

/** @throws {DeskError} `invalid` for links that one call cannot add together, or both add and remove. */
function checkChanges(ticket: string, { add, remove }: LinkChanges): void {
  const both = add.find((link) => remove.some(({ relation, id }) => relation === link.relation && id === link.id));
  if (both !== undefined) {
    const text = `The link ${toName(both)} is in both add_links and remove_links. Name it in one of them.`;
    throw new DeskError("invalid", text);
  }
  for (const [index, link] of add.entries()) {
    const other = add.slice(0, index).find((earlier) => isExcluded(earlier, link));
    if (other === undefined) continue;
    const text = `add_links has ${toName(other)} and ${toName(link)}, which exclude each other. Name one of them.`;
    throw new DeskError("invalid", text, { reasons: [{ code: "contradictory_link", id: ticket }] });
  }
}

/** Reports whether no ticket can have both links: two parents, or a link and its reverse. */
function isExcluded(one: TicketLink, other: TicketLink): boolean {
  if (one.id !== other.id) return one.relation === "parent" && other.relation === "parent";
  return one.relation !== other.relation && one.relation === RELATIONS[other.relation];
}

function toName({ relation, id }: TicketLink): string {
  return `${relation}:${id}`;
}

function parseLink(field: string, text: string): { relation: Relation | null; id: string } {
  const [, relation, id] = FORM.exec(text.trim().toLowerCase()) ?? [];
  if (id === undefined || parseTicketId(id) === null) throw createFormError(field, text);
  if (relation === undefined) return { relation: null, id };
  if (!Object.hasOwn(RELATIONS, relation)) throw createFormError(field, text);
  return { relation: relation as Relation, id };
}

function createFormError(field: string, text: string): DeskError {
  const forms = Object.keys(RELATIONS).map((relation) => `${relation}:42`).join(", ");
  return new DeskError("invalid", `${field} cannot be "${toShortLine(text)}". Use ${forms}.`, {
    reasons: [{ code: "invalid_value", field }],
  });
}

/**
 * Adds and removes links of a ticket.
 *
 * @throws {DeskError} `invalid` for a second parent, the reverse of a current link, and too many links.
 */
export function changeLinks(
  { id: ticket, links = [] }: { id: string; links?: readonly TicketLink[] },
  { add, remove }: LinkChanges,
): TicketLink[] {
  const kept = links.filter((link) => !remove.some((gone) => isSameLink(link, gone)));
  for (const link of add) {
    if (kept.some((present) => isSameLink(present, link))) continue;
    checkLink(ticket, kept, link);
    kept.push(link);
  }
  if (kept.length <= LIMITS.links) return kept;
  throw new DeskError(
    "invalid",
    `Ticket #${ticket} would have ${kept.length} links (limit ${LIMITS.links}). Remove some.`,
    { reasons: [{ code: "too_many", field: "links", limit: LIMITS.links }] },
  );
}

/** Returns the link of a ticket as the other ticket has it. */
export function reverseLink(ticket: string, { relation }: TicketLink): TicketLink {
  return { relation: RELATIONS[relation], id: ticket };
}

/** Checks if two links are the same. A relation of null is the same as any. */
export function isSameLink(link: TicketLink, { relation, id }: { relation: Relation | null; id: string }): boolean {
  return link.id === id && (relation === null || link.relation === relation);
}

/** @throws {DeskError} `invalid` for a second parent, and the reverse of a current link. */
export function checkLink(ticket: string, links: readonly TicketLink[], { relation, id }: TicketLink): void {
  const parent = links.find((link) => link.relation === "parent");
  if (relation === "parent" && parent !== undefined) {
    const advice = `Remove it with remove_links: "parent:${parent.id}".`;
    throw new DeskError("invalid", `Ticket #${ticket} already has the parent #${parent.id}. ${advice}`, {
      reasons: [{ code: "contradictory_link", id: ticket }],
    });
  }
  const reverse = RELATIONS[relation];
  if (reverse === relation || !links.some((link) => link.id === id && link.relation === reverse)) return;
  throw new DeskError(
    "invalid",
    `Ticket #${ticket} has the link ${reverse}:${id}, so it cannot be ${relation}:${id} too.`,
    { reasons: [{ code: "contradictory_link", id: ticket }] },
  );
}

/** Returns the decision that gives a ticket these links; null if it has them. */
export function setLinks(ticket: TicketRecord, links: TicketLink[]): Decision | null {
  if (JSON.stringify(links) === JSON.stringify(ticket.links ?? [])) return null;
  return { what: "updated", ticket: { ...ticket, links } };
}
