/** The flags and the help of `support-mcp install`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { HostId } from "../../../install/mod.ts";
import { withHelp } from "../help/mod.ts";
import { hostConfigFlags, type HostConfigOptions, hostParameter } from "./host_config.ts";
import { parsedFlag, switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags extends HostConfigOptions {
  db?: string;
  prefix?: string;
  "read-only"?: boolean;
  unattended?: boolean;
}

const parameters = {
  db: dbFlag,
  prefix: parsedFlag("TEXT", parsePrefix, "Start the server names with this, for a second desk or if a name is taken"),
  "read-only": switchFlag("Expose only read-only tools"),
  unattended: switchFlag("Carry out changes that need an approval without asking anyone"),
  ...hostConfigFlags,
};

const command = buildCommand<Flags, [HostId], ApplicationContext>({
  async loader() {
    const { runInstall } = await import("../../install.ts");
    return withExitCode((flags: Flags, host: HostId) =>
      runInstall(host, {
        db: getLocation(flags),
        prefix: flags.prefix ?? "",
        readOnly: flags["read-only"] ?? false,
        unattended: flags.unattended ?? false,
        config: flags.config,
        dryRun: flags["dry-run"] ?? false,
      })
    );
  },
  parameters: { flags: parameters, positional: { kind: "tuple", parameters: [hostParameter] } },
  docs: {
    brief: "Add the desk to an AI host's configuration",
    fullDescription: `Add the desk to an AI host's configuration.

Adds two servers, tickets and customers, which the host starts from this binary. Move the binary to its final location \
first, and run this command again whenever you move it. Everything else in the configuration is kept.`,
  },
});

export const installCommand = withHelp(command, {
  examples: [
    { term: "claude-desktop", text: "Add the default desk to Claude Desktop" },
    { term: "vscode --db ./desk.db --read-only", text: "Add another desk to VS Code, without tools that write" },
  ],
});

/** Server names become part of tool names, which allow few characters. */
function parsePrefix(text: string): string {
  if (!/^[\w-]{1,32}$/.test(text)) throw new SyntaxError("Use at most 32 letters, digits, - and _");
  return text;
}
