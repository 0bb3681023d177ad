import { DeskError, type TicketSummary } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamWords } from "../../marks/mod.ts";
import { noteDamage } from "../notices/mod.ts";
import { defineTool } from "../define_tool.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** The maximum length of a resolution, in characters. */
const MAX_RESOLUTION = 300;

const MAX_TEXT = 5_000;

/** Finds tickets about the same problem, with their resolutions. */
export const findSimilarTickets = defineTool({
  name: "find_similar_tickets",
  title: "Find similar tickets",
  description:
    "Find tickets about the same problem as a ticket or a text, solved ones first, with the start of their resolutions. " +
    "Use it before you answer or escalate a ticket, and to find duplicates; to search by words and filters, use " +
    "search_tickets. Returns one row per ticket, most similar first, without the ticket itself and its duplicates. " +
    MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText }) =>
    z.object({
      ticket_id: ticketId.exactOptional(),
      text: limitedText(MAX_TEXT).exactOptional().describe("The problem in words, instead of a ticket"),
      limit: z.number().int().min(1).max(20).default(5).describe("Maximum number of tickets"),
    }),
  outputSchema: ({ z, ticketRow, fromOutside }) =>
    z.object({
      tickets: z.array(ticketRow.extend({
        resolution: fromOutside(z.string()).nullable().describe("Its first 300 characters; null if it is not solved"),
      })),
    }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, text, limit }, context) {
    if ((ticket_id === undefined) === (text === undefined)) {
      throw new DeskError("invalid", "Give either ticket_id or text: the ticket or the words to compare with.");
    }
    const to = ticket_id === undefined ? { text: text! } : { id: ticket_id };
    const read = async (limit: number) => ({ ...await context.tickets.findSimilar(to, limit), cursor: null });
    const page = await readFittingPage(read, limit, { toItem: toSimilarRow, format: formatSimilar });
    noteDamage(context, page);
    return { tickets: page.items };
  },
  formatText({ tickets }) {
    return tickets.length === 0 ? "No similar tickets found." : tickets.map(formatSimilar).join("\n");
  },
});

type SimilarRow = ReturnType<typeof toTicketRow> & { resolution: string | null };

function toSimilarRow(ticket: TicketSummary): SimilarRow {
  const { resolution } = ticket;
  return { ...toTicketRow(ticket), resolution: resolution === null ? null : shorten(resolution) };
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_RESOLUTION ? text : `${characters.slice(0, MAX_RESOLUTION - 1).join("")}…`;
}

function formatSimilar({ resolution, ...row }: SimilarRow): string {
  return resolution === null
    ? formatTicketRow(row)
    : `${formatTicketRow(row)}\nResolution: ${markTeamWords(resolution)}`;
}
