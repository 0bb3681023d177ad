/** The flags and the help of `support-mcp doctor`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
}

const command = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runDoctor } = await import("../../doctor.ts");
    return withExitCode((flags: Flags) => runDoctor({ db: getLocation(flags) }));
  },
  parameters: { flags: { db: dbFlag } },
  docs: {
    brief: "Check the setup, and say how to fix what is wrong",
    fullDescription: `Check the setup, and say how to fix what is wrong.

Checks that the desk opens, finds the AI hosts that are configured for it, and starts the server the way each host \
does. Hosts with a command that lists their servers, such as claude mcp list, are asked too. Starting a server creates \
the desk if there is none; nothing else is changed. The exit code is 1 if a check fails.`,
  },
});

export const doctorCommand = withHelp(command);
