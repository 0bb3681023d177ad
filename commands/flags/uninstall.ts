/** `support-mcp uninstall`: its flags. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { HostId } from "../../install/mod.ts";
import { hostConfigFlags, type HostConfigOptions, hostParameter } from "./host_config.ts";
import { withExitCode } from "./with_exit_code.ts";

export const uninstallCommand = buildCommand<HostConfigOptions, [HostId], ApplicationContext>({
  async loader() {
    const { runUninstall } = await import("../uninstall.ts");
    return withExitCode((flags: HostConfigOptions, host: HostId) =>
      runUninstall(host, { config: flags.config, dryRun: flags["dry-run"] ?? false })
    );
  },
  parameters: {
    flags: hostConfigFlags,
    positional: { kind: "tuple", parameters: [hostParameter] },
  },
  docs: {
    brief: "Take the servers out of an AI host's configuration",
    fullDescription: `Take the servers that start this program out of an AI host's configuration, whatever their names.

The desk stays. Whatever else is in the configuration stays as it is.`,
  },
});
