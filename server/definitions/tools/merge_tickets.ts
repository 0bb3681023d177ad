import { type ChangeContext, DeskError, type Ticket, type Tickets } from "../../../store/mod.ts";
import {
  type ChangeToApprove,
  quoteOutsideText,
  requireApproval,
  toBaseRevision,
} from "../../elicitation/requests/mod.ts";
import { MARKS_RULE, markTeamLine } from "../../marks/mod.ts";
import type { InteractiveContext } from "../definition.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import { findLastTarget, readLastTarget } from "../last_target.ts";
import { formatLinkRows, formatTicketRow, type LinkRow, toLinkRows, toTicketRow } from "../texts/mod.ts";

interface MergeInput {
  ticket_id: string;
  into_ticket_id?: string;
  undo?: boolean;
  expected_revision?: number;
  idempotency_key?: string;
}

/** Closes a ticket as a duplicate of another one, after a person's approval, or undoes that. */
export const mergeTickets = defineInteractiveTool({
  name: "merge_tickets",
  title: "Merge tickets",
  description:
    "Close a support ticket as a duplicate of another one, which gets a note about it. Use it when both report the " +
    "same problem; to close another ticket, use close_ticket_tool. A person must approve it; until then nothing " +
    "changes. With undo, the duplicate becomes what it was before the merge, and the other ticket loses the tags that " +
    "it got from it; this needs no approval. Returns the duplicate. " + MARKS_RULE,
  inputSchema: ({ z, ticketId, writeConditions }) =>
    z.object({
      ticket_id: ticketId.describe("The id of the duplicate, which is closed"),
      into_ticket_id: ticketId.exactOptional()
        .describe("The id of the ticket that remains. If it was merged itself, its target takes its place"),
      undo: z.boolean().exactOptional().describe("Undo the merge of ticket_id, without into_ticket_id"),
      ...writeConditions,
    }),
  outputSchema: ({ z, ticketRow, linkRow, words }) =>
    z.object({
      ticket: ticketRow,
      into_ticket_id: z.string(),
      into_links: z.array(linkRow).exactOptional().describe("If the duplicate has links: those of into_ticket_id now"),
      removed_tags: z.array(words).exactOptional()
        .describe("After undo: the tags of the merge that were removed from into_ticket_id"),
      kept_tags: z.array(words).exactOptional().describe("After undo: the tags of the merge that stay there"),
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle(input, context) {
    if (input.undo) return await undo(input, context);
    const { into_ticket_id } = input;
    if (into_ticket_id === undefined) {
      throw new DeskError("invalid", "into_ticket_id is required, unless undo is true. Name the ticket that remains.");
    }
    return await merge({ ...input, into_ticket_id }, context);
  },
  formatText({ ticket, into_ticket_id, into_links, removed_tags, kept_tags = [] }) {
    const linked = into_links && `\nLinks of #${into_ticket_id}: ${formatLinkRows(into_links)}.`;
    if (removed_tags === undefined) return `Merged into #${into_ticket_id}: ${formatTicketRow(ticket)}${linked ?? ""}`;
    return [
      `No longer merged into #${into_ticket_id}: ${formatTicketRow(ticket)}.${linked ?? ""}`,
      removed_tags.length > 0 ? `Tags removed from #${into_ticket_id}: ${markTeamLine(removed_tags.join(", "))}.` : "",
      kept_tags.length > 0 ? `Tags that stay there: ${markTeamLine(kept_tags.join(", "))}.` : "",
    ].filter(Boolean).join(" ");
  },
});

async function undo(
  { ticket_id, into_ticket_id, undo: _undo, ...conditions }: MergeInput,
  { tickets, createChangeContext }: InteractiveContext,
) {
  const { ticket, into, tags } = await tickets.undoMerge(ticket_id, into_ticket_id, createChangeContext(conditions));
  return {
    ...{ ticket: toTicketRow(ticket), into_ticket_id: into, ...await showLinks(tickets, ticket_id, into) },
    ...{ removed_tags: tags.removed, kept_tags: tags.kept },
  };
}

async function merge(
  { ticket_id, into_ticket_id, undo: _undo, ...conditions }: MergeInput & { into_ticket_id: string },
  context: InteractiveContext,
) {
  const { tickets, createChangeContext } = context;
  const [ticket, into] = await Promise.all([tickets.get(ticket_id), readLastTarget(tickets, into_ticket_id)]);
  requireNotReverse(ticket, into, into_ticket_id);
  const revision = toBaseRevision(`Ticket #${ticket.id}`, ticket.revision, conditions.expected_revision);
  // A repeated merge needs no second approval: the desk returns the first result.
  const isRepeat = ticket.merged_into !== null && (await findLastTarget(tickets, ticket)).id === into.id;
  if (!isRepeat) {
    const change = {
      ...createMergeApproval({ ...ticket, revision }, into),
      ...into.id !== into_ticket_id &&
        { remark: `#${into_ticket_id} was merged into #${into.id}, so the target is #${into.id}.` },
      call: { idempotencyKey: conditions.idempotency_key },
      recordRefusal: (change: ChangeContext) => tickets.recordRefusal(ticket.id, change),
    };
    await requireApproval(change, context);
  }
  const merged = await tickets.merge(ticket.id, isRepeat ? ticket.merged_into! : into.id, {
    ...createChangeContext({ ...conditions, expected_revision: revision }),
    expectedIntoRevision: into.revision,
  });
  const target = merged.merged_into ?? into.id;
  return { ticket: toTicketRow(merged), into_ticket_id: target, ...await showLinks(tickets, ticket.id, target) };
}

/** The target shows the links of the duplicate, or no longer. */
async function showLinks(tickets: Tickets, duplicate: string, into: string): Promise<{ into_links?: LinkRow[] }> {
  const [{ links }, target] = await Promise.all([tickets.get(duplicate), tickets.get(into)]);
  return links === undefined ? {} : { into_links: toLinkRows(target.links) };
}

/** Explains why a ticket cannot be merged into one that is merged into it. The desk would only say "into itself". */
function requireNotReverse(ticket: Ticket, into: Ticket, named: string): void {
  if (into.id !== ticket.id || named === ticket.id) return;
  const text = `Ticket #${named} was already merged into #${ticket.id}, so #${ticket.id} cannot be merged into it. ` +
    "Nothing was changed.";
  throw new DeskError("invalid", text, { reasons: [{ code: "ticket_merged", id: named, into: ticket.id }] });
}

function createMergeApproval(ticket: Ticket, into: Ticket): Pick<ChangeToApprove, "change" | "request"> {
  const [ids, revisions] = [[ticket, into].map(({ id }) => id), [ticket, into].map(({ revision }) => revision)];
  return {
    change: {
      tool: "merge_tickets",
      ticket_id: ticket.id,
      revision: ticket.revision,
      into_ticket_id: into.id,
      into_revision: into.revision,
    },
    request: {
      key: `merge ${ids[0]}@${revisions[0]} into ${ids[1]}@${revisions[1]}`,
      message: `Close ticket ${describeTicket(ticket)} as a duplicate of ticket ${describeTicket(into)}?${
        warn(ticket, into)
      }`,
      outsideText: `Written by customers: ${quoteTicket(ticket)}; ${quoteTicket(into)}.`,
      acceptLabel: `Yes, merge #${ticket.id} into #${into.id}`,
    },
  };
}

/** After the merge, the team writes to one customer where there were two. */
function warn(ticket: Ticket, into: Ticket): string {
  return ticket.customer === into.customer ? "" : ` Their customers differ: replies reach only that of #${into.id}.`;
}

function describeTicket({ id, status, revision }: Ticket): string {
  return `#${id} (${status}, revision ${revision})`;
}

function quoteTicket({ id, subject, customer }: Ticket): string {
  return `#${id} ${quoteOutsideText(subject)} from ${quoteOutsideText(customer)}`;
}
