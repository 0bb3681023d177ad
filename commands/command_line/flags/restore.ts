/** The flags and the help of `support-mcp restore`. */

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
    const { runRestore } = await import("../../restore.ts");
    return withExitCode((flags: Flags, backup: string) =>
      runRestore(backup, { db: getLocation(flags), quiet: flags.quiet ?? false })
    );
  },
  parameters: {
    flags: { db: dbFlag, quiet: switchFlag("Print nothing") },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE", brief: "Restore this backup", parse: String }],
    },
  },
  docs: {
    brief: "Replace the store with a backup",
    fullDescription: `Replace the store with a backup.

Verifies the backup first, and refuses to run while another process has the store open. The previous store is kept \
beside the new one, under a different name. The backup stays unchanged.`,
  },
});

export const restoreCommand = withHelp(command, {
  examples: [{ term: "desk-backup.db", text: "Restore the default store" }],
});
