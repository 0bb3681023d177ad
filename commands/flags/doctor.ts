/** `support-mcp doctor`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { exitingWith } from "./run.ts";
import { db, locationOf } from "./store.ts";

interface Flags {
  db?: string;
}

export const doctor = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runDoctor } = await import("../doctor.ts");
    return exitingWith((flags: Flags) => runDoctor({ db: locationOf(flags) }));
  },
  parameters: { flags: { db } },
  docs: {
    brief: "Say what is wrong with the set-up, and how to mend it",
    fullDescription:
      `Look whether the desk can be opened, which AI hosts know it, and whether the servers start as these hosts start them.
That makes the desk where there is none yet; nothing else is changed. Ends with exit code 1 when something is wrong.`,
  },
});
