import type * as z from "zod";
import { DeskError, LIMITS } from "../../../store/mod.ts";
import { isTextual, toAttachmentUri } from "../attachments/mod.ts";
import { markCustomerLine, MARKS_RULE } from "../../marks/mod.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import type { InteractiveContext, Schemas } from "../definition.ts";

/** The length of the largest file in base64, with line breaks and the head of a data URL. */
const MAX_BASE64_LENGTH = Math.ceil(LIMITS.attachmentBytes * 1.4);

const createFileArguments = ({ z, limitedText }: Schemas) => ({
  path: z.string().min(1).max(4096).exactOptional()
    .describe("The path of a file in a shared folder: absolute, or relative to the folder"),
  text: z.string().min(1).max(LIMITS.attachmentBytes).exactOptional()
    .describe("The content of a text file, instead of a path"),
  content_base64: z.string().min(1).max(MAX_BASE64_LENGTH).exactOptional()
    .describe("The content of any other file in base64, instead of a path"),
  name: limitedText(LIMITS.name).exactOptional()
    .describe("The attachment's name, such as error.log; required without a path (default: the name of the file)"),
  type: z.string().min(1).max(100).exactOptional()
    .describe("The media type, such as image/png (default: derived from the extension of the name)"),
});

type FileInput = z.infer<z.ZodObject<ReturnType<typeof createFileArguments>>>;

/** Attaches a file to a ticket: one in a shared folder, or one whose content is in the arguments. */
export const attachFile = defineInteractiveTool({
  name: "attach_file",
  title: "Attach file",
  description:
    "Attach a file of up to 5 MB to a support ticket: a screenshot, a log, an email (e-mail) or a document. Use it " +
    "to keep the file with the ticket: pass text or content_base64 with a name, or the path of a file in a shared " +
    "folder. To add a short text, use add_comment. Returns the attachment and the URI of its content. " + MARKS_RULE,
  inputSchema: (schemas) =>
    schemas.z.object({
      ticket_id: schemas.ticketId,
      ...createFileArguments(schemas),
      ...schemas.writeConditions,
    }),
  outputSchema: ({ z, attachment, fromOutside }) =>
    z.object({
      ticket_id: z.string(),
      revision: z.number().int(),
      attachment,
      uri: fromOutside(z.string().describe("The resource that holds the file's content")),
    }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, expected_revision, idempotency_key, ...input }, context) {
    const { tickets, createChangeContext, reportProgress, signal } = context;
    assertOneSource(input);
    await tickets.get(ticket_id); // an unknown ticket fails before the client is asked for its roots
    const file = await readInput(input, context);
    await reportProgress(1, 2, "Read the file");
    signal.throwIfAborted();

    const conditions = {
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
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

function assertOneSource({ path, text, content_base64, name }: FileInput): void {
  const given = Object.entries({ path, text, content_base64 }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0
      ? "None of them has a value: a file cannot be empty"
      : `${given.map(([name]) => name).join(" and ")} were given`;
    throw new DeskError("invalid", `One of path, text and content_base64 is required. ${found}. Pass exactly one.`, {
      reasons: given.length === 0 ? [{ code: "empty_file", name: name ?? "" }] : [],
    });
  }
  if (path === undefined && name === undefined) {
    throw new DeskError(
      "invalid",
      `name is required with ${given[0]![0]}. Pass a name with an extension, such as error.log.`,
      { reasons: [{ code: "required", field: "name" }] },
    );
  }
}

async function readInput(input: FileInput, context: InteractiveContext) {
  const { path, text, content_base64, name, type } = input;
  const { decodeBase64, getMediaType } = await import("../../files/mod.ts");
  if (text !== undefined) {
    const derived = getMediaType(name!);
    return { name: name!, type: type ?? (isTextual(derived) ? derived : "text/plain"), bytes: encode(text) };
  }
  if (content_base64 !== undefined) {
    const decoded = decodeBase64(content_base64);
    return { name: name!, type: type ?? decoded.type ?? getMediaType(name!), bytes: decoded.bytes };
  }
  const file = await readShared(path!, context);
  const attachmentName = name ?? file.name;
  return { name: attachmentName, type: type ?? getMediaType(attachmentName), bytes: file.bytes };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function readShared(path: string, context: InteractiveContext) {
  const { findFolders, readFile, toAttachmentName } = await import("../../files/mod.ts");
  const folders = await findFolders(context);
  if (folders.length === 0) {
    throw new DeskError(
      "invalid",
      "path cannot be read: neither the host nor the server shares a folder. Pass the content as text or content_base64 " +
        "with a name, share a folder in the host (MCP roots), or start the server with --files.",
    );
  }
  const { name, bytes } = await readFile(path, folders, LIMITS.attachmentBytes);
  return { name: toAttachmentName(name), bytes };
}
