/** Messages that forms and programs send for customers (`POST /intake`). */

import type { Priority } from "./ticket.ts";

export interface IncomingMessage {
  /** The customer's email address. */
  customer: string;
  message: string;
  /** The ticket that the message belongs to. */
  ticket_id?: string;
  /** The sender's name for the conversation. The ticket keeps it as its `external_id`, and later messages find it. */
  reference?: string;
  /** Of a new account (default: the local part of the address). */
  name?: string;
  /** Of a new ticket (default: the first line of the message). */
  subject?: string;
  priority?: Priority;
  tags?: readonly string[];
}

/** The place of a message. `created`: it is the description of a new ticket. */
export interface ReceivedMessage {
  ticket_id: string;
  outcome: "created" | "commented";
}
