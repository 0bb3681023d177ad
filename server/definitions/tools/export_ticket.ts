import * as z from "zod";
import { defineInteractiveTool } from "../definition.ts";
import { ticketId } from "../schemas.ts";

/** Writes a ticket as a Markdown file into the client's roots. */
export const exportTicket = defineInteractiveTool({
  name: "export_ticket",
  title: "Export ticket",
  description:
    "Write one support ticket, with all its comments and its history, as a Markdown file into a folder that the host shares " +
    "(MCP roots). Use it when a person needs the ticket as a file. To read a ticket yourself, use get_ticket. It creates " +
    "a new file and never overwrites an existing one. Returns the file's path and size.",
  inputSchema: z.object({
    ticket_id: ticketId,
    path: z.string().min(1).max(4096).exactOptional()
      .describe(
        "The new file's path: absolute, or relative to a shared folder (default: ticket-42.md in the first one)",
      ),
  }),
  outputSchema: z.object({
    ticket_id: z.string(),
    path: z.string().describe("The file's absolute path"),
    bytes: z.number().int(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  local: true,
  async handle({ ticket_id, path }, { tickets, client, reportProgress, signal }) {
    const { id } = await tickets.get(ticket_id);
    const { resolveFolders, writeNewFile } = await import("../../files/mod.ts");
    const { renderTicketDocument } = await import("../document/mod.ts");
    const folders = await resolveFolders(await client.listRoots());
    const document = renderTicketDocument(id, tickets, async (done, total) => {
      signal.throwIfAborted();
      await reportProgress(done, total, `${done} of ${total} comments`);
    });
    const file = await writeNewFile(path ?? `ticket-${id}.md`, folders, document);
    return { ticket_id: id, ...file };
  },
  formatText: ({ ticket_id, path, bytes }) => `Wrote ticket #${ticket_id} to ${path} (${bytes} bytes).`,
});
