/** References of imported tickets to others, which may come later. */

import { toBatches } from "../../base/values/to_batches.ts";
import type { SourceLocation } from "../rows/mod.ts";
import type { Actor, Archive, ImportResult, LeftLink, TicketToImport } from "../../store/mod.ts";

const TICKETS_PER_CALL = 100;

/** The links and merges of imported tickets. */
export class References {
  /** The places of tickets that have links, by id. */
  readonly #linked = new Map<string, SourceLocation>();
  /** The added tickets that are merged into others. */
  readonly #merged: { id: string; into: string; place: SourceLocation }[] = [];
  /** The file of the tickets; null if there are none. */
  #file: string | null = null;

  /** @param remark Receives what was left out or not found. */
  constructor(
    private readonly archive: Pick<Archive, "completeLinks" | "listMissing" | "resolveLinks">,
    private readonly by: Actor,
    private readonly remark: (place: SourceLocation, text: string) => void,
  ) {}

  /** @param result The ticket was added, or was there. */
  add(
    { id, outcome }: ImportResult & { id: string },
    { links = [], merged_into: into }: TicketToImport["ticket"],
    place: SourceLocation,
  ): void {
    this.#file = place.file;
    if (outcome === "added" && into) this.#merged.push({ id, into, place });
    if (links.length > 0) this.#linked.set(id, place);
  }

  /** Completes the links of tickets, and those of earlier imports. Reports those that are left out. */
  async completeLinks(): Promise<void> {
    for (const ids of toBatches([...this.#linked.keys()], TICKETS_PER_CALL)) {
      for (const left of await this.archive.completeLinks(ids, this.by)) {
        this.remark(this.#linked.get(left.id)!, describeLeft(left));
      }
    }
    if (this.#file === null) return;
    for (const left of await this.archive.resolveLinks(this.by)) {
      this.remark(this.#linked.get(left.id) ?? { file: this.#file, at: "end" }, describeLeft(left));
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

function describeLeft({ id, link: { relation, id: other }, reason }: LeftLink): string {
  const link = `The link ${relation}:${other} of ticket #${id}`;
  if (reason !== null) return `${link} was left out. ${reason}`;
  return `${link} is not complete, because ticket #${other} was not found. Import #${other} too, which adds the link.`;
}
