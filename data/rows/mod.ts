/** Rows, the common form of all formats, and conversions that formats share. */

export { type CommentToImport, createNotes, splitComment, splitTags } from "./comments.ts";
export { CSV_FIELDS, type CsvField, type CsvOptions } from "./csv_fields.ts";
export { RowFingerprints } from "./fingerprints.ts";
export { createPlaceholderAccount } from "./placeholder_account.ts";
export {
  type ArticleRow,
  type AttachmentRow,
  type CustomerRow,
  type Row,
  RowError,
  type SettingsRow,
  type SourceLocation,
  type TicketRow,
  tryRow,
} from "./row.ts";
export type { Source, TableColumns } from "./source.ts";
export { toTicketText } from "./texts.ts";
export { cleanTags, parseInstant, parsePriority, parseStatus, parseTagList } from "./values.ts";
