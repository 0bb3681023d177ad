/** The flags and the help of `support-mcp export`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  force?: boolean;
  salvage?: boolean;
  quiet?: boolean;
  customer?: string;
}

const command = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runExport } = await import("../../export.ts");
    return withExitCode(({ force = false, salvage = false, quiet = false, customer, ...flags }: Flags, path?: string) =>
      runExport(path, { db: getLocation(flags), force, salvage, quiet, customer })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      customer: textFlag("EMAIL", "Export everything about this customer only: the account and its tickets"),
      force: switchFlag("Replace FILE if it exists"),
      salvage: switchFlag("Export everything readable from a damaged store, and list what is lost"),
      quiet: switchFlag("Print nothing but the data"),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "FILE",
        brief: "Write to this file, compressed if its name ends in .gz, or to standard output with - (the default)",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Export the whole desk as JSON Lines",
    fullDescription: `Export the whole desk as JSON Lines.

The export contains the settings, the knowledge base, and all customers and tickets with their comments, history and \
attachments. This version and later ones read it with support-mcp import. --customer exports one customer in the same \
format, without settings and articles.`,
  },
});

export const exportCommand = withHelp(command, {
  examples: [
    { term: "desk.jsonl", text: "Export to a file, which appears when it is complete" },
    { term: "--salvage desk.jsonl", text: "Export what is left of a damaged store" },
    { term: "--customer ada@example.com ada.jsonl", text: "Export everything about one customer" },
    { term: "| gzip > desk.jsonl.gz", text: "Export to another program" },
  ],
});
