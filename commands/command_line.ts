/** The command line of support-mcp: the table of its commands. Each one's code is loaded when it is chosen. */

import { type ApplicationContext, buildApplication, buildRouteMap, ExitCode, help, run, version } from "@stricli/core";
import { agent } from "./flags/agent.ts";
import { backup } from "./flags/backup.ts";
import { completions } from "./flags/completions.ts";
import { doctor } from "./flags/doctor.ts";
import { exportData } from "./flags/export.ts";
import { importData } from "./flags/import.ts";
import { install } from "./flags/install.ts";
import { replay } from "./flags/replay.ts";
import { serve } from "./flags/serve.ts";
import { uninstall } from "./flags/uninstall.ts";
import { exitCodeFor, wording } from "./flags/wording.ts";
import { version as currentVersion } from "./version.ts";

const routes = {
  serve,
  install,
  uninstall,
  doctor,
  agent,
  replay,
  import: importData,
  export: exportData,
  backup,
  completions,
};

/** What the program can be told to do. */
export const commandNames = Object.keys(routes);

const commands = buildRouteMap({
  routes,
  docs: {
    brief: "A whole support desk for AI hosts, over the Model Context Protocol",
    fullDescription: "A whole support desk for AI hosts, over the Model Context Protocol (MCP).",
  },
});

const application = buildApplication<ApplicationContext>(commands, {
  name: "support-mcp",
  localization: { text: wording },
  determineExitCode: exitCodeFor,
}, {
  help: help({
    brief: "Print this help",
    defaultForRouteMap: true,
    complete: true,
    formatting: { caseStyle: "original", onlyRequiredInUsageLine: true, useAliasInUsageLine: false },
  }),
  version: version({ brief: "Print the version", complete: true, info: { currentVersion } }),
});

/**
 * Runs one command line.
 *
 * @param args The words after the program's name.
 * @returns The exit code: 0 done, 1 it failed, 2 the command line is wrong.
 */
export async function main(args: readonly string[], context: ApplicationContext): Promise<number> {
  if (args[0] === "__complete") {
    const { complete } = await import("./complete.ts");
    context.process.stdout.write(await complete(application, args.slice(1), context));
    return 0;
  }
  await run(application, args, context);
  return exitCode(Number(context.process.exitCode));
}

/** The library tells its own failures apart by negative codes. */
function exitCode(code: number): number {
  if (code === ExitCode.UnknownCommand || code === ExitCode.InvalidArgument) return 2;
  return code < 0 ? 1 : code;
}
