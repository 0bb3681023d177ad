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
      yes: switchFlag("Erase without a question"),
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

Deletes the name, the address, the notes, the words of the tickets and comments, and the files, also from the history, the \
search index and the bytes of the store's files. The tickets stay without words, so that counts and links hold. All \
tickets must be closed. Backups, exports and recordings are not reached.`,
  },
});

export const eraseCommand = withHelp(command, {
  examples: [
    { term: "ada@example.com", text: "Show what would be erased, ask, and erase it" },
    { term: "--yes ada@example.com", text: "Erase without a question" },
  ],
});
