import type { OpenTickets } from "../../../store/mod.ts";
import type { ResourceDefinition } from "../definition.ts";
import { describeDamage, explainWithoutTickets } from "../notices/mod.ts";
import { CONTENT_BYTES, measureBytes } from "../sizes/mod.ts";
import { type ArticleLine, markArticleLines } from "../texts/mod.ts";

/** Keeps the list around 20 KB. */
const MAX_LINES = 250;

/** The open tickets, one per line in the article's format. */
export const ticketList: ResourceDefinition = {
  name: "Open tickets list",
  title: "Open tickets list",
  description: "Lists all open support tickets",
  uri: "ticket://list",
  mimeType: "text/plain",
  async read(_variables, desk) {
    const list = await desk.tickets.listOpen(MAX_LINES);
    const damage = describeDamage(list);
    const hint = list.tickets.length === 0 && damage === undefined ? await explainWithoutTickets(desk) : undefined;
    return { text: [getListText(list), damage, hint].filter((part) => part !== undefined).join("\n") };
  },
};

/** The text of each list. The desk returns the same object until one of the tickets changes. */
const texts = new WeakMap<OpenTickets, string>();

function getListText(list: OpenTickets): string {
  const text = texts.get(list) ?? formatList(list);
  texts.set(list, text);
  return text;
}

function formatList({ tickets, total }: OpenTickets): string {
  if (tickets.length === 0) return "No open tickets.";
  const lines = takeFitting(tickets.map(({ id, status, subject, customer }) => ({
    line: `#${id} [${status}] ${subject} (${customer})`,
    words: [subject, customer],
  })));
  const rest = total - lines.length;
  const more = rest > 0 ? `\n… and ${rest} more: find them with search_tickets.` : "";
  return markArticleLines(lines) + more;
}

function takeFitting(lines: ArticleLine[]): ArticleLine[] {
  let room = CONTENT_BYTES;
  const end = lines.findIndex(({ line }) => (room -= measureBytes(line) + 1) < 0);
  return end === -1 ? lines : lines.slice(0, end);
}
