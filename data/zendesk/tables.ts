/** The tables of an export, as CSV. */

import { openTable } from "../csv/table.ts";
import type { Meter } from "../reading/meter.ts";
import type { Row } from "../row.ts";
import { type Kind, stage } from "./kinds.ts";
import type { Staging } from "./staging.ts";

/** What tables are called: by the connectors that copy Zendesk into databases, and by those who write them by hand. */
const TABLES: Readonly<Record<string, Kind>> = {
  ticket: "ticket",
  user: "user",
  comment: "comment",
  ticket_comment: "comment",
  tag: "tag",
  ticket_tag: "tag",
  group: "group",
  organization: "organization",
};

/** What a file's name, without its extension, says about what is in it; null when it says nothing. */
export function kindOfTable(name: string): Kind | null {
  return TABLES[name.toLowerCase().replace(/s$/, "")] ?? null;
}

/** Keeps every row of a table; gives the refusals. */
export async function* readTable(
  { path, name, kind }: { path: string; name: string; kind: Kind },
  staging: Staging,
  meter: Meter,
): AsyncGenerator<Row> {
  const table = await openTable(path);
  for await (const row of table.rows(meter)) {
    const place = { file: name, at: row.line };
    if ("refused" in row) {
      yield { kind: "refused", place, reason: row.refused };
      continue;
    }
    const fields = Object.fromEntries(table.columns.map((column, index) => [column, row.cells[index]]));
    yield* stage(staging, { kind, place, fields });
  }
}
