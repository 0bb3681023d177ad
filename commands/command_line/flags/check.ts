/** The flags and the help of `support-mcp check`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import { switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  repair?: boolean;
  json?: boolean;
  quiet?: boolean;
}

const command = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { runCheck } = await import("../../check.ts");
    return withExitCode(({ repair = false, json = false, quiet = false, ...flags }: Flags) =>
      runCheck({ db: getLocation(flags), repair, json, quiet })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      repair: switchFlag("Replace a damaged store with a new one that contains everything readable"),
      json: switchFlag("Print one JSON object"),
      quiet: switchFlag("Print only problems"),
    },
  },
  docs: {
    brief: "Find damage in a store, and repair it",
    fullDescription: `Find damage in a store, and repair it.

Reads the whole store: the file, the tickets and accounts with their histories and attachments, and the indexes, queue, \
claims and counters derived from them. Servers can keep running. Nothing is changed without --repair, which refuses to \
run while another process has the store open, and keeps the previous store beside the new one. The exit code is 1 if \
damage remains.`,
  },
});

export const checkCommand = withHelp(command, {
  examples: [
    { term: "--json", text: "Print the result for a program" },
    { term: "--repair", text: "Repair the default store" },
  ],
});
