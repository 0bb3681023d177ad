/** The flags and the help of `support-mcp backup`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import { switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  quiet?: boolean;
}

const command = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runBackup } = await import("../../backup.ts");
    return withExitCode((flags: Flags, path: string) =>
      runBackup(path, { db: getLocation(flags), quiet: flags.quiet ?? false })
    );
  },
  parameters: {
    flags: { db: dbFlag, quiet: switchFlag("Print nothing") },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE", brief: "Write the copy to this new file", parse: String }],
    },
  },
  docs: {
    brief: "Copy a store, even while it is in use",
    fullDescription: `Copy a store, even while it is in use.

The copy is a consistent snapshot, and a store like any other: open it with --db, or restore it with \
support-mcp restore. Copying the file by other means can lose the latest writes.`,
  },
});

export const backupCommand = withHelp(command, {
  examples: [{ term: "desk-backup.db", text: "Copy the default store" }],
});
