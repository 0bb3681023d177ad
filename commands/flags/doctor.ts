/** `support-mcp doctor`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withExitCode } from "./with_exit_code.ts";
import { dbFlag, getLocation } from "./store.ts";

interface Flags {
  db?: string;
}

export const doctorCommand = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runDoctor } = await import("../doctor.ts");
    return withExitCode((flags: Flags) => runDoctor({ db: getLocation(flags) }));
  },
  parameters: { flags: { db: dbFlag } },
  docs: {
    brief: "Say what is wrong with the set-up, and how to mend it",
    fullDescription:
      `Look whether the desk can be opened, which AI hosts know it, and whether the servers start as these hosts start them.
That makes the desk where there is none yet; nothing else is changed. Ends with exit code 1 when something is wrong.`,
  },
});
