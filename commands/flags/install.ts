/** `support-mcp install`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { HostId } from "../../install/mod.ts";
import { hostConfigFlags, type HostConfigOptions, hostParameter } from "./host_config.ts";
import { withExitCode } from "./with_exit_code.ts";
import { dbFlag, getLocation } from "./store.ts";

interface Flags extends HostConfigOptions {
  db?: string;
  prefix?: string;
  "read-only"?: boolean;
  unattended?: boolean;
}

export const installCommand = buildCommand<Flags, [HostId], ApplicationContext>({
  async loader() {
    const { runInstall } = await import("../install.ts");
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
  parameters: {
    flags: {
      db: dbFlag,
      prefix: {
        kind: "parsed",
        parse: parsePrefix,
        optional: true,
        placeholder: "TEXT",
        brief: "What the servers' names begin with there, for a second desk or where the names are taken",
      },
      "read-only": {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Offer the tools that read, and no other",
      },
      unattended: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Take approvals for given, for hosts that can't ask a person",
      },
      ...hostConfigFlags,
    },
    positional: { kind: "tuple", parameters: [hostParameter] },
  },
  docs: {
    brief: "Put the servers into an AI host's configuration",
    fullDescription: `Put the tickets server and the customers server into an AI host's configuration.

They start this very file, so put it first where it is to stay; give the command again after you have moved it. Whatever
else is in the configuration stays as it is.`,
  },
});

/** Names go into models' tool names, which have few characters. */
function parsePrefix(text: string): string {
  if (!/^[\w-]{1,32}$/.test(text)) throw new SyntaxError("at most 32 letters, digits, - and _");
  return text;
}
