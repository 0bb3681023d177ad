/** Histories in a file: what stands beside them already isn't written twice. */

import type { ArchivedTicket, TicketEvent } from "../../store/mod.ts";
import type { ExportLine } from "./format.ts";

type TicketLine = Extract<ExportLine, { type: "ticket" }>;
/** An event without its comment's text, and the first without the description, which never changes. */
export type ExportedEvent = TicketLine["events"][number];

/** The events as a file has them. */
export function toExportedEvents({ events }: ArchivedTicket): ExportedEvent[] {
  return events.map(({ comment, answers, ...event }) => {
    const { description: _beside, ...after } = event.after;
    return {
      ...event,
      after: event.revision === 1 ? after : event.after,
      ...comment && { comment: comment.number },
      ...answers && { answers },
    };
  });
}

/** The events as they were. */
export function fromExportedEvents({ ticket, comments, events }: TicketLine): TicketEvent[] {
  return events.map(({ comment: number, answers, ...event }) => {
    const comment = number === undefined ? undefined : comments[number - 1];
    const first = event.revision === 1 ? { description: ticket.description ?? "" } : {};
    const whole = {
      ...event,
      after: { ...event.after, ...first },
      ...comment && { comment },
      ...answers && { answers },
    };
    return whole as TicketEvent; // the desk replays them and compares what comes out with the ticket
  });
}
