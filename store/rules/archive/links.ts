/** Validation of the links of tickets to import. */

import type { TicketToImport } from "../../archive.ts";
import { LIMITS, type Relation, RELATIONS, type TicketLink, type TicketRecord } from "../../ticket.ts";
import { check, parseChoice } from "../values/mod.ts";

/**
 * Validates the links of one ticket. The other tickets may be imported later.
 *
 * @param checkId Throws for a text that is no id.
 * @throws {DeskError} `invalid` for links that no ticket can have.
 */
export function parseAllLinks(
  { id = "", links, unresolved_links: unresolved }: TicketToImport["ticket"],
  checkId: CheckId,
): Pick<TicketRecord, "links" | "unresolved_links"> {
  return {
    ...links !== undefined && { links: parseLinks(id, links, checkId) },
    ...unresolved !== undefined && { unresolved_links: parseLinks(id, unresolved, checkId) },
  };
}

type CheckId = (field: string, id: string) => void;

/** @param ticket The id of the ticket; empty if it gets the next one. */
function parseLinks(ticket: string, links: readonly TicketLink[], checkId: CheckId): TicketLink[] {
  const parsed = links.map(({ relation, id }): TicketLink => {
    checkId("the id of a link", id);
    return { relation: parseChoice("relation", relation, Object.keys(RELATIONS) as Relation[]), id };
  });
  check(parsed.length <= LIMITS.links, `links has ${parsed.length} links (limit ${LIMITS.links}).`);
  const names = parsed.map(toName);
  for (const [index, link] of parsed.entries()) {
    const [name, reverse] = [names[index]!, toName({ ...link, relation: RELATIONS[link.relation] })];
    check(link.id !== ticket, `links has ${name}, which is the ticket itself.`);
    check(names.indexOf(name) === index, `links has ${name} twice.`);
    check(name === reverse || !names.includes(reverse), `links has ${name} and ${reverse}, which exclude each other.`);
  }
  check(parsed.filter(({ relation }) => relation === "parent").length < 2, "links has two parents.");
  return parsed;
}

function toName({ relation, id }: TicketLink): string {
  return `${relation}:${id}`;
}
