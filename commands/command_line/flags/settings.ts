/** The flags and the help of `support-mcp settings`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { SettingsAction } from "../../settings/mod.ts";
import { withHelp } from "../help/mod.ts";
import { createChoiceParser, readVariable } from "../../values/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  json?: boolean;
  user?: string;
  force?: boolean;
}

const ACTIONS: readonly SettingsAction[] = ["show", "get", "set", "edit", "check", "import", "export", "history"];

const command = buildCommand<Flags, [SettingsAction?, string?, string?], ApplicationContext>({
  async loader() {
    const { runSettings } = await import("../../settings.ts");
    return withExitCode((flags: Flags, action: SettingsAction = "show", ...args: (string | undefined)[]) =>
      runSettings({ action, args: args.filter((arg) => arg !== undefined) }, {
        db: getLocation(flags),
        user: flags.user ?? readVariable("SUPPORT_MCP_USER"),
        json: flags.json ?? false,
        force: flags.force ?? false,
      })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      user: textFlag("NAME", "Record this name as the person who changes the settings", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
      json: switchFlag("Print JSON (show, get and history)"),
      force: switchFlag("Replace FILE if it exists (export)"),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: ACTIONS.join("|"),
        brief:
          "Show all settings or one, set one, edit, check, import or export them, or list their changes (default: show)",
        parse: createChoiceParser(ACTIONS),
        proposeCompletions: () => ACTIONS,
        optional: true,
      }, {
        placeholder: "PATH|FILE",
        brief: "A setting, such as team/Ana/away (get and set), or a file (check, import and export)",
        parse: String,
        proposeCompletions: () => [],
        optional: true,
      }, {
        placeholder: "VALUE",
        brief: "The new value: text or JSON; null removes the setting (set)",
        parse: String,
        proposeCompletions: () => [],
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Show and change the desk's settings, such as the team and deadlines",
    fullDescription: `Show and change the desk's settings, such as the team and deadlines.

The settings are kept in the store. Running servers apply a change the next time they read. Each change creates a \
revision that records the person and the time. Files are YAML or JSON.`,
  },
});

export const settingsCommand = withHelp(command, {
  examples: [
    { term: "", text: "Show the current settings" },
    { term: "set team/Ana/address ana@example.com", text: "Add Ana to the team, with her address" },
    { term: "set organizations/acme.com Acme", text: "Name the organization of everyone at acme.com" },
    { term: "edit", text: "Edit all settings in your editor (VISUAL or EDITOR)" },
  ],
});
