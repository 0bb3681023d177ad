import { getHostName } from "../../../base/network/host_name.ts";
import { toPrintableLine } from "../../../base/text/printable.ts";
import { DeskError, type DocumentExport, type Ticket, toStaleRevision } from "../../../store/mod.ts";
import { quoteOutsideText, requireApproval } from "../../elicitation/requests/mod.ts";
import type { PlannedFile } from "../../files/mod.ts";
import { markCustomerWords, MARKS_RULE } from "../../marks/mod.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import type { InteractiveContext } from "../definition.ts";

/** The largest page of a returned document, as JSON. */
const PAGE_BYTES = 7_000;

/** Returns a ticket as a Markdown document, or writes it into a shared folder. */
export const exportTicket = defineInteractiveTool({
  name: "export_ticket",
  title: "Export ticket",
  description:
    "Export a support ticket, with its comments and history, as a Markdown document. Use it when a person needs " +
    "the document; to read a ticket yourself, use get_ticket. With a path, it writes a new .md or .txt file into a " +
    "shared folder; another ending needs a person's approval. Without a path or a shared folder, it returns the " +
    "document page by page. Returns the file's path and size, or the document. " + MARKS_RULE,
  inputSchema: ({ z, ticketId }) =>
    z.object({
      ticket_id: ticketId,
      path: z.string().min(1).max(4096).exactOptional().describe(
        "The path of the new file, such as ticket-42.md: absolute, or relative to a shared folder. Omit it to get the document",
      ),
      offset: z.number().int().min(0).default(0).describe(
        "Where the page of a returned document starts, in characters",
      ),
    }),
  outputSchema: ({ z, fromOutside }) =>
    z.object({
      ticket_id: z.string(),
      path: z.string().nullable().describe("The file's absolute path; null if no file was written"),
      bytes: z.number().int().describe("The size of the file, or of the returned page"),
      document: fromOutside(z.string()).nullable().describe("A page of the document; null if a file was written"),
      next_offset: z.number().int().nullable().describe("The offset of the next page; null on the last page"),
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, path, offset }, context) {
    const ticket = await context.tickets.get(ticket_id);
    const { id } = ticket;
    const file = path === undefined ? null : await writeDocument(ticket, path, context);
    if (file !== null) return { ticket_id: id, ...file, document: null, next_offset: null };
    const { readDocumentPage } = await import("../document/mod.ts");
    const { text, nextOffset } = await readDocumentPage(await render(id, context), offset, PAGE_BYTES);
    if (text === "") throw new DeskError("invalid", `offset is past the end of the document: ${offset}. Start at 0.`);
    const bytes = new TextEncoder().encode(text).length;
    return { ticket_id: id, path: null, bytes, document: text, next_offset: nextOffset };
  },
  formatText({ ticket_id, path, bytes, document, next_offset }, input) {
    if (document === null) return `Wrote ticket #${ticket_id} to ${path} (${bytes} bytes).`;
    const reason = input.path === undefined
      ? ""
      : " No file was written: neither the host nor the server shares a folder.";
    const more = next_offset === null ? "" : ` For more, call export_ticket again with offset: ${next_offset}.`;
    return `Ticket #${ticket_id} as a document.${reason}${more}\n${markCustomerWords(document)}`;
  },
});

/** @returns Null if no folder is shared. */
async function writeDocument(ticket: Ticket, path: string, context: InteractiveContext) {
  const { findFolders, planNewFile, writeNewFile } = await import("../../files/mod.ts");
  const folders = await findFolders(context);
  if (folders.length === 0) return null;
  const plan = await planNewFile(path, folders);
  const change = createChange(ticket, plan);
  if (plan.needsApproval) await requireExportApproval(ticket, change, context);
  const { path: written, bytes } = await writeNewFile(plan, await render(ticket.id, context));
  if (plan.needsApproval) {
    await context.approvals.expire(
      change,
      "The document was written after another approval.",
      context.createChangeContext(),
    );
  }
  return { path: written, bytes };
}

function createChange({ id, revision }: Ticket, { path, folder }: PlannedFile): DocumentExport {
  return { tool: "export_ticket", ticket_id: id, revision, path, folder, machine: getHostName() };
}

/** @throws {DeskError} Unless a person approved, and the ticket is still at the revision that was shown. */
async function requireExportApproval(ticket: Ticket, change: DocumentExport, context: InteractiveContext) {
  const { id, revision, subject, customer } = ticket;
  const { path } = change;
  await requireApproval({
    change,
    request: {
      key: `export ${id}@${revision} to ${path}`,
      message: `Write ticket #${id} (revision ${revision}) as a document to ${JSON.stringify(toPrintableLine(path))}?`,
      outsideText: `Written by customers: ${quoteOutsideText(subject)} from ${quoteOutsideText(customer)}.`,
      acceptLabel: `Yes, write the document of #${id}`,
    },
    recordRefusal: (change) => context.tickets.recordRefusal(id, change),
  }, context);
  const { revision: present } = await context.tickets.get(id);
  if (present !== revision) throw toStaleRevision(`Ticket #${id}`, present, revision, "Nothing was written.");
}

async function render(id: string, { tickets, reportProgress, signal }: InteractiveContext) {
  const { renderTicketDocument } = await import("../document/mod.ts");
  return renderTicketDocument(id, tickets, async (done, total) => {
    signal.throwIfAborted();
    await reportProgress(done, total, `${done} of ${total} comments`);
  });
}
