import { isChange, type TicketEvent } from "../../event.ts";
import type { Comment } from "../../ticket.ts";
import { getResponsibleName } from "./responsible_name.ts";

/** Lists the names of everyone who has changed a ticket or commented on it, and the addresses of its former customers. */
export function listAuthors(
  events: readonly (Pick<TicketEvent, "what" | "by"> & Partial<Pick<TicketEvent, "before">>)[],
  comments: readonly Pick<Comment, "author">[],
): string[] {
  const names = events.filter(isChange).map(({ by }) => getResponsibleName(by));
  const customers = events.flatMap(({ before }) => before?.customer ?? []);
  return [...new Set([...names, ...customers, ...comments.map(({ author }) => author)])];
}
