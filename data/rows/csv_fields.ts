/** What a row of CSV may say about a ticket and its customer. */
export const CSV_FIELDS = [
  "subject",
  "description",
  "customer",
  "customer_name",
  "account_tier",
  "status",
  "resolution",
  "priority",
  "assignee",
  "tags",
  "created_at",
  "updated_at",
  "closed_at",
  "external_id",
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** How a person tells the columns apart. */
export interface CsvOptions {
  /** Column names by field. A field that isn't here takes the column of its own name. */
  columns: ReadonlyMap<CsvField, string>;
  /** What fields are where there is no column, or the cell is blank. */
  defaults: ReadonlyMap<CsvField, string>;
}
