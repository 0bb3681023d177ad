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
      "read-only": switchFlag("Let people read, but change nothing", { variable: "SUPPORT_MCP_READ_ONLY" }),
      user: parsedFlag("NAME", parsePersonName, "Record changes under this person's name", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
      port: parsedFlag("PORT", parseWholeNumber, "Listen on this port", { default: "any free port" }),
      "no-open": switchFlag("Print the link without opening a browser"),
    },
  },
  docs: {
    brief: "Open the desk in a browser",
    fullDescription: `Open the desk in a browser.

Serves the desk to this machine only, until you press Ctrl+C. The link signs you in once; press Enter for a new one. \
For a team, use support-mcp serve --http.`,
  },
});

export const deskCommand = withHelp(command, {
  examples: [
    { term: "--demo", text: "Try the desk with two demo tickets, which are discarded at the end" },
    { term: "--db team.db --user Ana", text: "Work in the store team.db as Ana" },
  ],
});
