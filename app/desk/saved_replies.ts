/** Answers that the team gives again and again. */

import type { Bridge } from "../bridges/bridge.ts";
import type { TicketRow } from "./model.ts";

export interface SavedReply {
  name: string;
  title: string | null;
  body: string;
}

/** Lists the saved replies, with the starts of their texts. */
export async function listSavedReplies(bridge: Bridge): Promise<SavedReply[]> {
  const replies: SavedReply[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page: { saved_replies: SavedReply[]; next_offset?: number } = await bridge.call("list_saved_replies", {
      offset,
    });
    replies.push(...page.saved_replies);
    offset = page.next_offset;
  }
  return replies;
}

/** Reads the whole text of a saved reply, with its variables filled in. Those without a value stay, for the person to see. */
export async function readSavedReply(
  bridge: Bridge,
  name: string,
  { id, subject, customer }: TicketRow,
  people: { customer: string; user: string },
): Promise<string> {
  const { saved_replies } = await bridge.call<{ saved_replies: SavedReply[] }>("list_saved_replies", { name });
  const values: Record<string, string> = {
    "ticket.id": id,
    "ticket.subject": subject,
    "customer.email": customer,
    "customer.name": people.customer,
    "user.name": people.user,
  };
  return saved_replies[0]!.body.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name) => values[name] || whole);
}
