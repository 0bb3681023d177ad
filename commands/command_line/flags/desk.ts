/** The flags and the help of `support-mcp desk`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { parsePersonName, parseWholeNumber, readBooleanVariable, readParsedVariable } from "../../values/mod.ts";
import { withHelp } from "../help/mod.ts";
import { parsedFlag, switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  demo?: boolean;
  "read-only"?: boolean;
  user?: string;
  port?: number;
  "no-open"?: boolean;
}

const command = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runDesk } = await import("../../desk.ts");
    return withExitCode((flags: Flags) =>
      runDesk({
        db: getLocation(flags),
        demo: flags.demo ?? readBooleanVariable("SUPPORT_MCP_DEMO") ?? false,
        readOnly: flags["read-only"] ?? readBooleanVariable("SUPPORT_MCP_READ_ONLY") ?? false,
        user: flags.user ?? readParsedVariable("SUPPORT_MCP_USER", parsePersonName),
        port: flags.port ?? 0,
        opensBrowser: !(flags["no-open"] ?? false),
      })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      demo: switchFlag("Add two tickets and two customers to an empty store; without --db, the store is in memory", {
        variable: "SUPPORT_MCP_DEMO",
      }),
      "read-only": switchFlag("Let the page read, but change nothing", { variable: "SUPPORT_MCP_READ_ONLY" }),
      user: parsedFlag("NAME", parsePersonName, "Record changes as those of this person", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
      port: parsedFlag("PORT", parseWholeNumber, "Listen at this port of this machine", { default: "any free port" }),
      "no-open": switchFlag("Print the link, and do not open the browser"),
    },
  },
  docs: {
    brief: "Open the desk in a browser",
    fullDescription: `Open the desk in a browser.

It is served to this machine only, until Ctrl+C. The link signs you in once; press Enter for another one. A team uses the \
desk of support-mcp serve --http instead.`,
  },
});

export const deskCommand = withHelp(command, {
  examples: [
    { term: "--demo", text: "Look at a desk with two demo tickets, which are discarded at the end" },
    { term: "--db team.db --user Ana", text: "Work in the store team.db as Ana" },
  ],
});
