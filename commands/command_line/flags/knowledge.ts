/** The flags and the help of `support-mcp knowledge`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { KnowledgeAction } from "../../knowledge.ts";
import { createChoiceParser, readVariable } from "../../values/mod.ts";
import { withHelp } from "../help/mod.ts";
import { switchFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags {
  db?: string;
  user?: string;
  "dry-run"?: boolean;
  force?: boolean;
}

const ACTIONS: readonly KnowledgeAction[] = ["import", "export", "sync"];

const command = buildCommand<Flags, [KnowledgeAction, string], ApplicationContext>({
  async loader() {
    const { runKnowledge } = await import("../../knowledge.ts");
    return withExitCode((flags: Flags, action: KnowledgeAction, folder: string) =>
      runKnowledge(action, folder, {
        db: getLocation(flags),
        user: flags.user ?? readVariable("SUPPORT_MCP_USER"),
        dryRun: flags["dry-run"] ?? false,
        force: flags.force ?? false,
      })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      user: textFlag("NAME", "Record this name as the person who changes the articles", {
        default: "the login name",
        variable: "SUPPORT_MCP_USER",
      }),
      "dry-run": switchFlag("Print what would change, without changing it"),
      force: switchFlag("Replace files that differ from their article (export)"),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: ACTIONS.join("|"),
        brief: "Read articles from files, write articles to files, or also archive articles that have no file",
        parse: createChoiceParser(ACTIONS),
        proposeCompletions: () => ACTIONS,
      }, {
        placeholder: "FOLDER",
        brief: "A folder of Markdown files (.md), one for each article",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Import, export or sync articles as a folder of Markdown files",
    fullDescription: `Import, export or sync articles as a folder of Markdown files.

A file is named after its article's id, and starts with front matter: title, tags, language and audience between two \
lines of three hyphens. Import adds and updates articles; sync also archives those that have no file. Symbolic links \
are not followed. Invalid files are rejected without affecting the others; the exit code is then 1.`,
  },
});

export const knowledgeCommand = withHelp(command, {
  examples: [
    { term: "sync articles --dry-run", text: "See what a sync would change" },
    { term: "export articles", text: "Write every article to the folder articles" },
  ],
});
