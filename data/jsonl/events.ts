/** Histories in files. They omit what the ticket already contains. */

import { type ArchivedTicket, isChange, type TicketEvent } from "../../store/mod.ts";
import type { ExportLine } from "./format.ts";

type TicketLine = Extract<ExportLine, { type: "ticket" }>;
/**
 * An event with its comment's number in place of the comment. The first event lacks the description, unless it was changed
 * later.
 */
export type ExportedEvent = TicketLine["events"][number];

/** Converts events for a file. */
export function toExportedEvents({ events }: ArchivedTicket): ExportedEvent[] {
  const isDescribed = events.some((event) => !isCreation(event) && event.after.description !== undefined);
  return events.map(({ comment, answers, ...event }) => {
    const { description: _beside, ...after } = event.after;
    return {
      ...event,
      after: isCreation(event) && !isDescribed ? after : event.after,
      ...comment && { comment: comment.number },
      ...answers && { answers },
    };
  });
}

/** Restores events from a file. */
export function fromExportedEvents({ ticket, comments, events }: TicketLine): TicketEvent[] {
  return events.map(({ comment: number, answers, ...event }) => {
    const comment = number === undefined ? undefined : comments[number - 1];
    const first = isCreation(event) ? { description: ticket.description ?? "" } : {};
    const whole = {
      ...event,
      after: { ...first, ...event.after },
      ...comment && { comment },
      ...answers && { answers },
    };
    return whole as TicketEvent; // the desk replays them and compares the result with the ticket
  });
}

/** Returns false for a refusal, which repeats the revision of the change before it. */
function isCreation(event: Pick<TicketEvent, "revision" | "what">): boolean {
  return event.revision === 1 && isChange(event);
}
