import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { toAttachmentUri } from "../attachments/mod.ts";
import { markCustomerLine, MARKS_NOTICE } from "../../marks/mod.ts";
import { defineInteractiveTool } from "../definition.ts";
import { attachment, ticketId, writeConditions } from "../schemas.ts";

/** Attaches a file from the client's roots to a ticket. */
export const attachFile = defineInteractiveTool({
  name: "attach_file",
  title: "Attach file",
  description:
    "Attach a file of up to 5 MB to a support ticket. Use it to keep a screenshot, a log or a document with the " +
    "ticket. Only files in the folders that the host shares (MCP roots) can be read, and each attachment of a ticket " +
    "needs its own name. To add a text, use add_comment. Returns the attachment and the URI of the resource that " +
    "holds its content. " +
    MARKS_NOTICE,
  inputSchema: z.object({
    ticket_id: ticketId,
    path: z.string().min(1).max(4096).describe("The file's path: absolute, or relative to a shared folder"),
    name: z.string().min(1).max(LIMITS.name).exactOptional()
      .describe("The attachment's name (default: the name of the file)"),
    type: z.string().min(1).max(100).exactOptional()
      .describe("The media type, such as image/png (default: derived from the extension of the name)"),
    ...writeConditions,
  }),
  outputSchema: z.object({
    ticket_id: z.string(),
    revision: z.number().int(),
    attachment,
    uri: z.string().describe("The resource that holds the file's content"),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  local: true,
  async handle({ ticket_id, path, name, type, ...conditions }, context) {
    const { tickets, client, createChangeContext, reportProgress, signal } = context;
    await tickets.get(ticket_id); // an unknown ticket fails before the client is asked for its roots
    const { getMediaType, readFile, resolveFolders, toAttachmentName } = await import("../../files/mod.ts");
    const folders = await resolveFolders(await client.listRoots());
    const { name: fileName, bytes } = await readFile(path, folders, LIMITS.attachmentBytes);
    await reportProgress(1, 2, `Read ${path}`);
    signal.throwIfAborted();

    const attachmentName = name ?? toAttachmentName(fileName);
    const file = { name: attachmentName, type: type ?? getMediaType(attachmentName), bytes };
    const { id, revision, attachments } = await tickets.attach(ticket_id, file, createChangeContext(conditions));
    await reportProgress(2, 2, "Stored");

    const attachment = attachments.at(-1)!; // the newest is last
    return { ticket_id: id, revision, attachment, uri: toAttachmentUri(id, attachment.name) };
  },
  formatText: ({ ticket_id, revision, attachment: { name, type, size }, uri }) =>
    `Attached to ticket #${ticket_id}, now at revision ${revision}: ${
      markCustomerLine(`${name} (${type}, ${size} bytes) ${uri}`)
    }`,
});
