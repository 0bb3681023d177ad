/** `support-mcp completions`: prints what a shell needs to complete our command line. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { createChoiceParser } from "../values/choice.ts";
import type { Shell } from "../completions.ts";

const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

export const completionsCommand = buildCommand<Record<never, never>, [Shell], ApplicationContext>({
  async loader() {
    const { completionScript } = await import("../completions.ts");
    return function (_flags, shell) {
      this.process.stdout.write(completionScript(shell));
    };
  },
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: SHELLS.join("|"),
        brief: "The shell that the script is for",
        parse: createChoiceParser(SHELLS),
        proposeCompletions: () => SHELLS,
      }],
    },
  },
  docs: {
    brief: "Print a completion script for bash, zsh or fish",
    fullDescription: `Print a completion script. To have it in every new shell:

  bash  support-mcp completions bash > ~/.local/share/bash-completion/completions/support-mcp
  zsh   support-mcp completions zsh > "\${fpath[1]}/_support-mcp"
  fish  support-mcp completions fish > ~/.config/fish/completions/support-mcp.fish`,
  },
});
