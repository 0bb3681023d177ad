/** Attachments as models and hosts see them: URIs, texts, images and pieces. */

export { parseAttachmentName, toAttachmentUri } from "./attachment_uri.ts";
export { detectImageType } from "./image_type.ts";
export { isTextual } from "./media_type.ts";
export { decodeText, findPageEnd } from "./text.ts";
