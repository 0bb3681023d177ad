/**
 * Files on tickets, stored in pieces.
 *
 * @module
 */

export {
  adoptUpload,
  type AttachedFile,
  readAttachment,
  storeAttachment,
  type StoredAttachment,
  toAttachmentInfo,
} from "./attachments.ts";
export { deleteAbandonedUploads, deleteUpload, storePieces } from "./uploads.ts";
