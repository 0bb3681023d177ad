/** Fields that a CSV file can set. */
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

/** The mapping that the user gives. */
export interface CsvOptions {
  /** Column names by field, which may be a custom one. A field without an entry uses the column with its name. */
  columns: ReadonlyMap<string, string>;
  /** Values for fields without a column or with a blank cell. */
  defaults: ReadonlyMap<string, string>;
}
