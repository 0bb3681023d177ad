/** The flags and the help of `support-mcp erase`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { readVariable } from "../../values/mod.ts";
import { withHelp } from "../help/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  yes?: boolean;
  user?: string;
}

const command = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runErase } = await import("../../erase.ts");
    return withExitCode(({ yes = false, user, ...flags }: Flags, email?: string) =>
      runErase(email, { db: getLocation(flags), yes, user: user ?? readVariable("SUPPORT_MCP_USER") })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      yes: switchFlag("Erase without asking"),
      user: textFlag("NAME", "Record this name as the person who erases", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "EMAIL",
        brief: "Erase this customer (default: only remove deleted bytes from the store's files)",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Erase what the desk has about a customer",
    fullDescription: `Erase what the desk has about a customer.

Deletes the customer's name, address, notes and attachments, and the text of their tickets and comments: also from the \
history, the search index and the store's files on disk. The tickets remain without their text, so that counts and \
links stay correct. Close all of the customer's tickets first. Backups, exports and recordings are not changed.`,
  },
});

export const eraseCommand = withHelp(command, {
  examples: [
    { term: "ada@example.com", text: "Show what would be erased, ask, and erase it" },
    { term: "--yes ada@example.com", text: "Erase without asking" },
  ],
});
