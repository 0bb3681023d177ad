import * as z from "zod";
import { defineInteractiveTool } from "../definition.ts";
import { ticketId } from "../schemas.ts";

/** Writes a ticket into the client's roots. */
export const exportTicket = defineInteractiveTool({
  name: "export_ticket",
  title: "Export ticket",
  description:
    "Write one support ticket, with all its comments and its history, as a Markdown file into a folder that the host " +
    "shares (its MCP roots). It only makes new files: an existing one is never overwritten.",
  inputSchema: z.object({
    ticket_id: ticketId,
    path: z.string().min(1).max(4096).exactOptional()
      .describe(
        "The new file's path: absolute, or relative to a shared folder; ticket-42.md in the first one when left out",
      ),
  }),
  outputSchema: z.object({
    ticket_id: z.string(),
    path: z.string().describe("Where the file is"),
    bytes: z.number().int(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  local: true,
  async handle({ ticket_id, path }, { tickets, client: ask, progress, signal }) {
    const { id } = await tickets.get(ticket_id);
    const { resolveFolders, renderTicketDocument, writeNewFile } = await import("../../files/mod.ts");
    const folders = await resolveFolders(await ask.listRoots());
    const document = renderTicketDocument(id, tickets, async (done, total) => {
      signal.throwIfAborted();
      await progress(done, total, `${done} of ${total} comments`);
    });
    const file = await writeNewFile(path ?? `ticket-${id}.md`, folders, document);
    return { ticket_id: id, ...file };
  },
  text: ({ ticket_id, path, bytes }) => `Wrote ticket #${ticket_id} to ${path} (${bytes} bytes).`,
});
