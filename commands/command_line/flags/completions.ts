/** The arguments and the help of `support-mcp completions`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { Shell } from "../../completions.ts";
import { withHelp } from "../help/mod.ts";
import { createChoiceParser } from "../../values/mod.ts";

const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

const command = buildCommand<Record<never, never>, [Shell], ApplicationContext>({
  async loader() {
    const { completionScript } = await import("../../completions.ts");
    return function (_flags, shell) {
      this.process.stdout.write(completionScript(shell));
    };
  },
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: SHELLS.join("|"),
        brief: "Print the script for this shell",
        parse: createChoiceParser(SHELLS),
        proposeCompletions: () => SHELLS,
      }],
    },
  },
  docs: {
    brief: "Print a completion script for bash, zsh or fish",
    fullDescription: `Print a completion script for bash, zsh or fish.

To load it in every new shell:

  bash  support-mcp completions bash > \\
          ~/.local/share/bash-completion/completions/support-mcp
  zsh   support-mcp completions zsh > "\${fpath[1]}/_support-mcp"
  fish  support-mcp completions fish > \\
          ~/.config/fish/completions/support-mcp.fish`,
  },
});

export const completionsCommand = withHelp(command);
