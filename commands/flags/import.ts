/** `support-mcp import`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { Format } from "../import.ts";
import { withExitCode } from "./with_exit_code.ts";
import { dbFlag, getLocation } from "./store.ts";

interface Flags {
  db?: string;
  format?: Format;
  map?: string[];
  default?: string[];
  "dry-run"?: boolean;
  quiet?: boolean;
}

const FORMATS: readonly Format[] = ["jsonl", "csv", "zendesk"];

export const importCommand = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runImport } = await import("../import.ts");
    return withExitCode((flags: Flags, path: string) =>
      runImport(path, {
        db: getLocation(flags),
        format: flags.format,
        map: flags.map ?? [],
        defaults: flags.default ?? [],
        dryRun: flags["dry-run"] ?? false,
        quiet: flags.quiet ?? false,
      })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      format: {
        kind: "enum",
        values: FORMATS,
        optional: true,
        brief: "What FILE is; found out by itself when left out",
      },
      map: {
        kind: "parsed",
        parse: String,
        variadic: ",",
        optional: true,
        placeholder: "FIELD=COLUMN,…",
        brief: "Which columns of CSV are which fields; a field takes the column of its own name when left out",
      },
      default: {
        kind: "parsed",
        parse: String,
        variadic: true,
        optional: true,
        placeholder: "FIELD=VALUE",
        brief: "What a field is where CSV has no column or a blank cell; once for each field",
      },
      "dry-run": {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Read and check everything, and change nothing",
      },
      quiet: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Print only the rows that are refused",
      },
    },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE|FOLDER", brief: "What to import", parse: String }],
    },
  },
  docs: {
    brief: "Take in tickets and customers from a file",
    fullDescription:
      `Take in tickets and customers: from an export of this program (JSON Lines), from CSV, or from an export of Zendesk
(a folder of CSV tables, or JSON as its API gives it).

Rows that can't be taken are listed with their lines and reasons, and the others go in. Nothing that is there already
is changed, so that a second import of the same file adds nothing. docs/import.md says what becomes of each field.`,
    customUsage: [
      { input: "desk.jsonl", brief: "Everything that support-mcp export wrote" },
      { input: "zendesk-export/", brief: "A folder that Zendesk's data was saved to" },
      {
        input: "--map subject=Title,customer=Email --default priority=low tickets.csv",
        brief: "A table with columns of other names",
      },
    ],
  },
});
