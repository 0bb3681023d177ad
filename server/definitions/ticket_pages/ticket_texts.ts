/** The long texts of a ticket. */

import type { Ticket } from "../../../store/mod.ts";
import { cutText, measureBytes, takePart } from "../sizes/mod.ts";

/** The most bytes of each long text. */
export interface TextLimits {
  description: number;
  resolution: number;
  /** Of the reason for an escalation and of its note, each. */
  escalation: number;
}

/** Cuts the long texts of a ticket to the limits. */
export function cutTicketTexts<Shown extends Ticket>(ticket: Shown, limits: TextLimits, hint: string): Shown {
  const most = [limits.description, limits.resolution, limits.escalation, limits.escalation];
  return mapTexts(ticket, (text, index) => cutText(text, most[index]!, hint));
}

/** Sets all long texts to nothing. */
export function dropTicketTexts<Shown extends Ticket>(ticket: Shown): Shown {
  return mapTexts(ticket, () => "");
}

/**
 * Shows the long texts of a ticket, one after another, until they do not fit. Those before and after this page are brief.
 *
 * @param start The place in the texts, in UTF-16 code units.
 * @returns The ticket, and the place at which the next page continues; null if all texts have been shown.
 */
export function takeTicketTexts<Shown extends Ticket>(
  ticket: Shown,
  start: number,
  maxBytes: number,
  toBrief: (text: string) => string,
): { ticket: Shown; next: number | null } {
  let [position, room, next]: [number, number, number | null] = [0, maxBytes, null];
  const shown = mapTexts(ticket, (text) => {
    const begin = position;
    position += text.length;
    if (next !== null || start >= position) return toBrief(text);
    const part = takePart(text, Math.max(0, start - begin), room);
    if (part.end < text.length) next = begin + part.end;
    room -= measureBytes(part.text);
    return part.text;
  });
  return { ticket: shown, next };
}

/** Changes the long texts that a ticket has, in the order in which they are shown. */
function mapTexts<Shown extends Ticket>(ticket: Shown, change: (text: string, index: number) => string): Shown {
  const changed = {
    ...ticket,
    description: change(ticket.description, 0),
    ...ticket.resolution !== null && { resolution: change(ticket.resolution, 1) },
  };
  const { escalation } = ticket;
  if (escalation === null) return changed;
  const [reason, note] = [change(escalation.reason, 2), change(escalation.note, 3)];
  return { ...changed, escalation: { ...escalation, reason, note } };
}
