/** The flags and the help of `support-mcp import`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import type { Format } from "../../import.ts";
import { choiceFlag, repeatableFlag, switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  format?: Format;
  map?: string[];
  default?: string[];
  "dry-run"?: boolean;
  quiet?: boolean;
}

const FORMATS: readonly Format[] = ["jsonl", "csv", "zendesk"];

const parameters = {
  db: dbFlag,
  format: choiceFlag("FORMAT", FORMATS, "Read FILE in this format", { default: "detected" }),
  map: {
    ...repeatableFlag("FIELD=COLUMN,...", "Read these fields from these CSV columns", {
      default: "the column with the field's name",
    }),
    variadic: ",",
  },
  default: repeatableFlag("FIELD=VALUE", "Use this value where CSV has no column or an empty cell"),
  "dry-run": switchFlag("Check everything without changing the store"),
  quiet: switchFlag("Print only rejected rows"),
} as const;

const command = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runImport } = await import("../../import.ts");
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
    flags: parameters,
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "FILE|FOLDER",
        brief: "Import this file or folder, or standard input with - (needs --format)",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Import tickets and customers from a file",
    fullDescription: `Import tickets and customers.

Reads an export of this program (JSON Lines), CSV, or an export of Zendesk: a folder of CSV tables, or JSON as returned by \
its API. Files may be compressed with gzip.

Rejected rows are listed with their line and the reason; all others are imported. Imports are idempotent: existing \
tickets and customers are never changed. docs/import.md lists the fields.`,
  },
});

export const importCommand = withHelp(command, {
  examples: [
    { term: "desk.jsonl", text: "Import what support-mcp export wrote" },
    { term: "--format csv - < tickets.csv", text: "Import what another program writes" },
    { term: "zendesk-export/", text: "Import a folder of Zendesk's data" },
    { term: "--map subject=Title,customer=Email tickets.csv", text: "Import a table with other column names" },
  ],
});
