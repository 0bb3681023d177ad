/**
 * Files of the client's machine. Its tools load this when they are called: most conversations never touch a file.
 *
 * @module
 */

export { toAttachmentName } from "./attachment_name.ts";
export { resolveFolders } from "./folders.ts";
export { getMediaType } from "./media_types.ts";
export { readFile } from "./read_file.ts";
export { renderTicketDocument } from "../definitions/texts/ticket_document.ts";
export { writeNewFile } from "./write_file.ts";
