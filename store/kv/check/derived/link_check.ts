/** Links between tickets, which both of them have. */

import { RELATIONS, type TicketRecord } from "../../../ticket.ts";
import type { Key } from "../../port/mod.ts";
import type { AssembledTicket, Findings } from "../assembly/mod.ts";
import { type DigestSums, KeyDigest } from "./key_digest.ts";
import { planLinks } from "./plan_links.ts";

/** Compares the links of each ticket with those of the others, in a fixed amount of memory. */
export class LinkCheck {
  readonly #digest = new KeyDigest();

  addTicket({ record: { id, links = [] } }: Pick<AssembledTicket, "record">): void {
    for (const { relation, id: other } of links) {
      const isFirst = Number(id) <= Number(other);
      const key: Key = isFirst
        ? [Number(id), relation, Number(other)]
        : [Number(other), RELATIONS[relation], Number(id)];
      this.#digest.add(key, isFirst ? 1 : -1);
    }
  }

  get sums(): DigestSums {
    return this.#digest.sums;
  }

  addSums(sums: DigestSums): void {
    this.#digest.addSums(sums);
  }

  /** @param readTickets Reads all tickets again, to name the links that differ. */
  async report(readTickets: () => AsyncIterable<{ record: TicketRecord }>, findings: Findings): Promise<void> {
    if (this.#digest.isBalanced) return;
    for (const { ticket, link: { relation, id }, change } of (await planLinks(readTickets())).changes) {
      const problem = change === "add"
        ? `the link ${relation}:${id} is missing, which ticket #${id} has. A repair adds it.`
        : `the link ${relation}:${id} is wrong: that ticket does not exist, or cannot have it. A repair removes it.`;
      findings.add("rebuilt", `Ticket #${ticket}`, problem);
    }
  }
}
