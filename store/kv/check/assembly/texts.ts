/** Compares the texts of a ticket with the checksums that its events have. */

import { hashText } from "../../../../base/bytes/hash_text.ts";
import type { Comment } from "../../../ticket.ts";
import type { Row } from "../../rows/mod.ts";
import { keys } from "../../schema/mod.ts";
import { isCreation, listEarlierKeys, type StoredTicketEvent } from "../../ticket_changes/mod.ts";
import type { Report } from "./findings.ts";
import type { TicketParts } from "./ticket_parts.ts";

type Events = Map<number, StoredTicketEvent>;

/** Takes the place of a text that is lost. */
const LOST = "(This text was lost when the store was damaged.)";

/** The texts of a ticket. */
interface Texts {
  description: string;
  comments: ReadonlyMap<number, Comment>;
  earlier: readonly Row[];
}

/**
 * Returns the texts that changes have replaced. A repair keeps those that are not the ones that were written, and puts a
 * sentence where one is lost.
 */
export function completeEarlierTexts({ earlier: rows }: TicketParts, events: Events, report: Report): Row[] {
  const found = new Map(rows.map((row) => [row.key.join("/"), row]));
  const completed: Row[] = [];
  for (const event of events.values()) {
    if (event.texts === undefined) continue;
    const texts = listEarlierKeys(event).map((key) => {
      const row = found.get(key.join("/"));
      found.delete(key.join("/"));
      return typeof row?.value === "string" ? row : { expiresAt: null, key, value: LOST };
    });
    const sums = texts.map(({ value }) => hashText(value as string));
    if (sums.some((sum, part) => sum !== event.texts![part])) {
      report("lost", `a text that event ${event.revision} of its history replaced.`);
      events.set(event.revision, { ...event, texts: sums });
    }
    completed.push(...texts);
  }
  for (const { key } of found.values()) {
    report("derived", `an earlier text that no event has: ${key.slice(2).join("/")}.`);
  }
  return completed;
}

/** Compares the current texts with the checksums of the last events about them. A repair keeps the texts as they are. */
export function checkSums(events: Events, texts: Texts, report: Report): void {
  const last = new Map<number, StoredTicketEvent>();
  for (const event of [...events.values()].sort((one, other) => one.revision - other.revision)) {
    if (event.sum !== undefined && event.described_until !== undefined) checkFirst(events, event, texts, report);
    else if (event.sum !== undefined) last.set(event.comment ?? 0, event);
  }
  for (const event of last.values()) {
    const text = event.comment === undefined ? texts.description : texts.comments.get(event.comment)?.body;
    const name = event.comment === undefined ? "description" : `comment ${event.comment}`;
    if (text !== undefined) compare(events, event, text, name, report);
  }
}

/** Compares the description that the ticket was created with. */
function checkFirst(events: Events, event: StoredTicketEvent, { earlier }: Texts, report: Report): void {
  if (!isCreation(event)) return;
  const key = keys.earlierText(Number(event.ticket_id), event.described_until!, 0).join("/");
  const text = earlier.find((row) => row.key.join("/") === key)?.value;
  if (typeof text === "string") compare(events, event, text, "first description", report);
}

function compare(events: Events, event: StoredTicketEvent, text: string, name: string, report: Report): void {
  const sum = hashText(text);
  if (sum === event.sum) return;
  report("lost", `its ${name} is not the one that was written${text === "" ? ": it is empty" : ""}.`);
  events.set(event.revision, { ...event, sum });
}
