import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { defineInteractiveTool } from "../definition.ts";
import { toAttachmentUri } from "../resources/ticket_attachment.ts";
import { ticketDetails, ticketId, writeConditions } from "../schemas.ts";

/** Puts a file from the client's roots onto a ticket. */
export const attachFile = defineInteractiveTool({
  name: "attach_file",
  title: "Attach file",
  description:
    "Attach a file of up to 5 MB to a support ticket: a screenshot, a log, a document. It is read from the folders that " +
    "the host shares (its MCP roots) and from nowhere else. Every attachment of a ticket has its own name.",
  inputSchema: z.object({
    ticket_id: ticketId,
    path: z.string().min(1).max(4096).describe("The file's path: absolute, or relative to a shared folder"),
    name: z.string().min(1).max(LIMITS.name).exactOptional()
      .describe("What the attachment is called; the file's own name when left out"),
    type: z.string().min(1).max(100).exactOptional()
      .describe("Media type, such as image/png; by the name's extension when left out"),
    ...writeConditions,
  }),
  outputSchema: z.object({
    ticket_id: z.string(),
    revision: z.number().int(),
    attachment: ticketDetails.shape.attachments.element,
    uri: z.string().describe("The resource that gives the file back"),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  local: true,
  async handle({ ticket_id, path, name, type, ...conditions }, { tickets, client: ask, change, progress, signal }) {
    await tickets.get(ticket_id); // nobody is asked about a ticket that isn't there
    const { toAttachmentName, resolveFolders, getMediaType, readFile } = await import("../../files/mod.ts");
    const folders = await resolveFolders(await ask.listRoots());
    const { name: fileName, bytes } = await readFile(path, folders, LIMITS.attachmentBytes);
    await progress(1, 2, `Read ${path}`);
    signal.throwIfAborted();

    const called = name ?? toAttachmentName(fileName);
    const file = { name: called, type: type ?? getMediaType(called), bytes };
    const { id, revision, attachments } = await tickets.attach(ticket_id, file, change(conditions));
    await progress(2, 2, "Stored");

    const attachment = attachments.at(-1)!; // the newest one is the last
    return { ticket_id: id, revision, attachment, uri: toAttachmentUri(id, attachment.name) };
  },
  text: ({ ticket_id, attachment: { name, type, size }, uri }) =>
    `Attached ${name} (${type}, ${size} bytes) to ticket #${ticket_id}: ${uri}`,
});
