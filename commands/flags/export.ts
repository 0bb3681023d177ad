/** `support-mcp export`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withExitCode } from "./with_exit_code.ts";
import { dbFlag, getLocation } from "./store.ts";

interface Flags {
  db?: string;
  force?: boolean;
  quiet?: boolean;
}

export const exportCommand = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runExport } = await import("../export.ts");
    return withExitCode((flags: Flags, path?: string) =>
      runExport(path, { db: getLocation(flags), force: flags.force ?? false, quiet: flags.quiet ?? false })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      force: { kind: "boolean", optional: true, withNegated: false, brief: "Replace FILE where it is there already" },
      quiet: { kind: "boolean", optional: true, withNegated: false, brief: "Print nothing but the data" },
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "FILE",
        brief: "Where to write it; standard output when left out",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Write everything that the desk holds, as JSON Lines",
    fullDescription:
      `Write everything that the desk holds, as JSON Lines: customers and tickets with their comments, histories and files.

support-mcp import makes an equal desk of it, of this version or a later one.`,
    customUsage: [
      { input: "desk.jsonl", brief: "Into a file, which is there when it is whole" },
      { input: "| gzip > desk.jsonl.gz", brief: "To another program" },
    ],
  },
});
