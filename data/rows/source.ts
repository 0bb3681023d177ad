import type { ProgressMeter } from "../files/mod.ts";
import type { Row } from "./row.ts";

/** An opened source that can be imported. */
export interface Source {
  /** The format's name for people. */
  format: string;
  /**
   * Describes the columns of a table.
   *
   * @param fields The names of the desk's custom fields.
   */
  describeColumns?(fields: readonly string[]): TableColumns;
  /**
   * Iterates the rows. The meter receives the total size and the progress.
   *
   * @param fields The names of the desk's custom fields, which columns may have.
   */
  rows(meter: ProgressMeter, fields?: readonly string[]): AsyncIterable<Row>;
}

/** The columns of a table that have no meaning for every desk. */
export interface TableColumns {
  /** Those that are read because a custom field has their name. */
  custom: readonly { column: string; field: string }[];
  /** Those with the name of a custom field that another column such as `custom.plan` is read for. */
  replaced: readonly string[];
  /** The others that no value is read from. */
  unread: readonly string[];
}
