/** The long texts of a ticket. */

import type { Ticket } from "../../../store/mod.ts";
import { type CutText, cutText, listTruncated, measureBytes, takePart, type Truncated } from "../sizes/mod.ts";

/** The maximum size of each long text, in bytes. */
export interface TextLimits {
  description: number;
  resolution: number;
  /** Of the reason for an escalation and of its note, each. */
  escalation: number;
}

/** Cuts the long texts of a ticket to the limits. */
export function cutTicketTexts<Shown extends Ticket & Truncated>(
  ticket: Shown,
  limits: TextLimits,
  hint: string,
): Shown {
  const most = [limits.description, limits.resolution, limits.escalation, limits.escalation];
  return mapTexts(ticket, (text, index) => cutText(text, most[index]!, hint));
}

/** Sets all long texts to nothing. */
export function dropTicketTexts<Shown extends Ticket & Truncated>(ticket: Shown): Shown {
  return mapTexts(ticket, () => ({ text: "" }));
}

/**
 * Shows the long texts of a ticket, one after another, until they do not fit. Those before and after this page are brief.
 *
 * @param start The place in the texts, in UTF-16 code units.
 * @returns The ticket, and the place at which the next page continues; null if all texts have been shown.
 */
export function takeTicketTexts<Shown extends Ticket & Truncated>(
  ticket: Shown,
  start: number,
  maxBytes: number,
  toBrief: (text: string) => CutText,
): { ticket: Shown; next: number | null } {
  let [position, room, next]: [number, number, number | null] = [0, maxBytes, null];
  const shown = mapTexts(ticket, (text) => {
    const begin = position;
    position += text.length;
    if (next !== null || start >= position) return toBrief(text);
    const part = takePart(text, Math.max(0, start - begin), room);
    if (part.end < text.length) next = begin + part.end;
    room -= measureBytes(part.text);
    return part;
  });
  return { ticket: shown, next };
}

/** Changes the long texts that a ticket has, in the order in which they are shown. */
function mapTexts<Shown extends Ticket & Truncated>(
  ticket: Shown,
  change: (text: string, index: number) => CutText,
): Shown {
  const { escalation } = ticket;
  const description = change(ticket.description, 0);
  const resolution = ticket.resolution === null ? null : change(ticket.resolution, 1);
  const reason = escalation && change(escalation.reason, 2);
  const note = escalation && change(escalation.note, 3);
  return {
    ...ticket,
    description: description.text,
    ...resolution && { resolution: resolution.text },
    ...escalation && { escalation: { ...escalation, reason: reason!.text, note: note!.text } },
    ...listTruncated({
      description: description.note,
      resolution: resolution?.note,
      "escalation.reason": reason?.note,
      "escalation.note": note?.note,
    }),
  };
}
