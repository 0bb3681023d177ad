/**
 * Files in the folders that a client or the server shares. Tools import this module when they are called, because most sessions never
 * use a file.
 *
 * @module
 */

export { toAttachmentName } from "./attachment_name.ts";
export { decodeBase64 } from "./decode_base64.ts";
export { findFolders } from "./folders.ts";
export { getMediaType } from "./media_types.ts";
export { readFile } from "./read_file.ts";
export { type PlannedFile, planNewFile, writeNewFile } from "./write_file.ts";
