/** References of imported tickets to others, which may come later. */

import { toBatches } from "../../base/values/to_batches.ts";
import type { SourceLocation } from "../rows/mod.ts";
import type { Actor, Archive, ImportedLinks, ImportResult, TicketToImport } from "../../store/mod.ts";

const TICKETS_PER_CALL = 100;

/** The links and merges of imported tickets. */
export class References {
  /** The tickets that have links, by id. */
  readonly #linked = new Map<string, ImportedLinks & { place: SourceLocation }>();
  /** The added tickets that are merged into others. */
  readonly #merged: { id: string; into: string; place: SourceLocation }[] = [];

  /** @param remark Receives what was left out or not found. */
  constructor(
    private readonly archive: Pick<Archive, "completeLinks" | "listMissing">,
    private readonly by: Actor,
    private readonly remark: (place: SourceLocation, text: string) => void,
  ) {}

  /** @param result The ticket was added, or was there. */
  add(
    { id, outcome }: ImportResult & { id: string },
    { links = [], merged_into: into }: TicketToImport["ticket"],
    place: SourceLocation,
  ): void {
    if (outcome === "added" && into) this.#merged.push({ id, into, place });
    if (links.length > 0) this.#linked.set(id, { id, links, place });
  }

  /** Completes the links of tickets. Reports those that are removed. */
  async completeLinks(): Promise<void> {
    for (const tickets of toBatches([...this.#linked.values()], TICKETS_PER_CALL)) {
      for (const { id, link, reason } of await this.archive.completeLinks(tickets, this.by)) {
        this.remark(this.#linked.get(id)!.place, `The link ${link} of ticket #${id} was left out. ${reason}`);
      }
    }
  }

  /** Reports merges into tickets that are neither in the file nor on the desk. */
  async reportMissingTargets(): Promise<void> {
    for (const merged of toBatches(this.#merged, TICKETS_PER_CALL)) {
      const missing = new Set(await this.archive.listMissing(merged.map(({ into }) => into)));
      for (const { id, into, place } of merged.filter(({ into }) => missing.has(into))) {
        const advice = `Import #${into} too, or reopen #${id}.`;
        this.remark(place, `Ticket #${id} is merged into #${into}, which was not found. ${advice}`);
      }
    }
  }
}
