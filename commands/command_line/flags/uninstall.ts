/** The flags and the help of `support-mcp uninstall`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { HostId } from "../../../install/mod.ts";
import { withHelp } from "../help/mod.ts";
import { getHostConfig, hostConfigFlags, type HostConfigOptions, hostParameter } from "./host_config.ts";
import { withExitCode } from "./with_exit_code.ts";

const command = buildCommand<HostConfigOptions, [HostId], ApplicationContext>({
  async loader() {
    const { runUninstall } = await import("../../uninstall.ts");
    return withExitCode((flags: HostConfigOptions, host: HostId) => runUninstall(host, getHostConfig(flags)));
  },
  parameters: { flags: hostConfigFlags, positional: { kind: "tuple", parameters: [hostParameter] } },
  docs: {
    brief: "Remove the desk from an AI host's configuration",
    fullDescription: `Remove the desk from an AI host's configuration.

Removes every server that starts this program, whatever its name, and every support-desk with a URL. The desk's data and \
everything else in the configuration are kept.`,
  },
});

export const uninstallCommand = withHelp(command);
