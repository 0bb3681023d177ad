/** CSV tables of an export. */

import { openTable } from "../csv/mod.ts";
import type { ProgressMeter } from "../files/mod.ts";
import type { Row } from "../rows/mod.ts";
import { type RecordKind, stageFound } from "./kinds.ts";
import type { Staging } from "./staging.ts";

/** Table names used by replication tools and in files written by hand. */
const TABLES: Readonly<Record<string, RecordKind>> = {
  ticket: "ticket",
  user: "user",
  comment: "comment",
  ticket_comment: "comment",
  tag: "tag",
  ticket_tag: "tag",
  group: "group",
  organization: "organization",
};

/** Returns the kind of records in a table, from the file's name without its extension. Null if unknown. */
export function getTableKind(name: string): RecordKind | null {
  return TABLES[name.toLowerCase().replace(/s$/, "")] ?? null;
}

/** Stages all rows of a table and returns refusals. */
export async function* readTable(
  { path, name, kind }: { path: string; name: string; kind: RecordKind },
  staging: Staging,
  meter: ProgressMeter,
): AsyncGenerator<Row> {
  const table = await openTable(path);
  for await (const row of table.rows(meter)) {
    const place = { file: name, at: row.line };
    if ("refused" in row) {
      yield { kind: "refused", place, reason: row.refused };
      continue;
    }
    const fields = Object.fromEntries(table.columns.map((column, index) => [column, row.cells[index]]));
    yield* stageFound(staging, { kind, place, fields });
  }
}
