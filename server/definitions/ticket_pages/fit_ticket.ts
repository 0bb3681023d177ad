/** A ticket that fits into a resource or a prompt. */

import type { Ticket } from "../../../store/mod.ts";
import { measureBytes, type Truncated } from "../sizes/mod.ts";
import { takeFirstFiles } from "./ticket_files.ts";
import { cutTicketTexts } from "./ticket_texts.ts";

const HINT = "get_ticket with full_texts returns the rest";

/** Cuts the long texts of a ticket and the list of its files, if it has more bytes than `maxBytes`. */
export function fitTicket(ticket: Ticket, maxBytes: number): Ticket & Truncated {
  if (measureBytes(JSON.stringify(ticket, null, 2)) <= maxBytes) return ticket;
  const [description, resolution, escalation, files] = [3, 6, 16, 8].map((part) =>
    Math.floor(maxBytes / part)
  ) as Parts;
  const cut = cutTicketTexts(ticket, { description, resolution, escalation }, HINT);
  return { ...cut, attachments: takeFirstFiles(ticket.attachments, files) };
}

type Parts = [number, number, number, number];
