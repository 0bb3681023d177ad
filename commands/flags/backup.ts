/** `support-mcp backup`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withExitCode } from "./with_exit_code.ts";
import { dbFlag, getLocation } from "./store.ts";

interface Flags {
  db?: string;
  quiet?: boolean;
}

export const backupCommand = buildCommand<Flags, [string], ApplicationContext>({
  async loader() {
    const { runBackup } = await import("../backup.ts");
    return withExitCode((flags: Flags, path: string) =>
      runBackup(path, { db: getLocation(flags), quiet: flags.quiet ?? false })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      quiet: { kind: "boolean", optional: true, withNegated: false, brief: "Print nothing" },
    },
    positional: {
      kind: "tuple",
      parameters: [{ placeholder: "FILE", brief: "The copy, where no file is yet", parse: String }],
    },
  },
  docs: {
    brief: "Copy a store that may be in use",
    fullDescription: `Copy a store as it is at one moment, while servers may go on writing to it.

The copy is a store itself: --db opens it. Copying the file by other means loses what was written last.`,
  },
});
