/**
 * Files of the client's machine. Its tools load this when they are called: most conversations never touch a file.
 *
 * @module
 */

export { attachmentNameOf } from "./attachment_name.ts";
export { foldersOf } from "./folders.ts";
export { mediaTypeOf } from "./media_types.ts";
export { readFile } from "./read_file.ts";
export { ticketDocument } from "./ticket_document.ts";
export { writeNewFile } from "./write_file.ts";
