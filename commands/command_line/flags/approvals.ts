/** The flags and the help of `support-mcp approvals`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { ApprovalsAction } from "../../approvals.ts";
import { withHelp } from "../help/mod.ts";
import { createChoiceParser, readVariable } from "../../values/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  all?: boolean;
  json?: boolean;
  reason?: string;
  user?: string;
}

const ACTIONS: readonly ApprovalsAction[] = ["list", "show", "grant", "reject"];

const command = buildCommand<Flags, [ApprovalsAction?, string?], ApplicationContext>({
  async loader() {
    const { runApprovals } = await import("../../approvals.ts");
    return withExitCode((flags: Flags, action: ApprovalsAction = "list", id?: string) =>
      runApprovals({ action, id }, {
        db: getLocation(flags),
        all: flags.all ?? false,
        json: flags.json ?? false,
        reason: flags.reason,
        user: flags.user ?? readVariable("SUPPORT_MCP_USER"),
      })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      all: switchFlag("List decided and expired approvals too"),
      json: switchFlag("Print JSON (list and show)"),
      reason: textFlag("TEXT", "Say why the change is rejected"),
      user: textFlag("NAME", "Record this name as the person who decides", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: ACTIONS.join("|"),
        brief: "List or show approvals, grant one, or reject one (default: list)",
        parse: createChoiceParser(ACTIONS),
        proposeCompletions: () => ACTIONS,
        optional: true,
      }, {
        placeholder: "ID",
        brief: "The approval, such as A7 (show, grant and reject)",
        parse: String,
        proposeCompletions: () => [],
        optional: true,
      }],
    },
  },
  docs: {
    brief: "List changes that wait for a person, and grant or reject them",
    fullDescription: `List changes that wait for a person, and grant or reject them.

A change waits here if the host could not ask a person, or declined: for 24 hours by default (the setting \
approval_days). Granting it makes exactly the change that is shown, once. If a ticket or account has changed since, \
nothing happens and the approval expires. Servers can keep running.`,
  },
});

export const approvalsCommand = withHelp(command, {
  examples: [
    { term: "", text: "List the changes that wait" },
    { term: "grant A7", text: "Grant a change, which makes it" },
    { term: 'reject A7 --reason "Not a duplicate"', text: "Reject a change, and tell the model why" },
  ],
});
