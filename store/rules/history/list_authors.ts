import { isChange, type TicketEvent } from "../../event.ts";
import type { Comment } from "../../ticket.ts";
import { getResponsibleName } from "./responsible_name.ts";

/** Lists the names of everyone who has changed a ticket or commented on it. */
export function listAuthors(
  events: readonly Pick<TicketEvent, "what" | "by">[],
  comments: readonly Pick<Comment, "author">[],
): string[] {
  const names = events.filter(isChange).map(({ by }) => getResponsibleName(by));
  return [...new Set([...names, ...comments.map(({ author }) => author)])];
}
