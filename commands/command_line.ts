/** The command line of support-mcp: the table of its commands. Each one's code is loaded when it is chosen. */

import { type ApplicationContext, buildApplication, buildRouteMap, ExitCode, help, run, version } from "@stricli/core";
import { agentCommand } from "./flags/agent.ts";
import { backupCommand } from "./flags/backup.ts";
import { completionsCommand } from "./flags/completions.ts";
import { doctorCommand } from "./flags/doctor.ts";
import { exportCommand } from "./flags/export.ts";
import { importCommand } from "./flags/import.ts";
import { installCommand } from "./flags/install.ts";
import { replayCommand } from "./flags/replay.ts";
import { serveCommand } from "./flags/serve.ts";
import { uninstallCommand } from "./flags/uninstall.ts";
import { errorText, getExitCode } from "./help/error_text.ts";
import { version as currentVersion } from "./version.ts";

const routes = {
  serve: serveCommand,
  install: installCommand,
  uninstall: uninstallCommand,
  doctor: doctorCommand,
  agent: agentCommand,
  replay: replayCommand,
  import: importCommand,
  export: exportCommand,
  backup: backupCommand,
  completions: completionsCommand,
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
  localization: { text: errorText },
  determineExitCode: getExitCode,
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
    const { complete } = await import("./completion/complete.ts");
    context.process.stdout.write(await complete(application, args.slice(1), context));
    return 0;
  }
  await run(application, args, context);
  return toExitCode(Number(context.process.exitCode));
}

/** The library tells its own failures apart by negative codes. */
function toExitCode(code: number): number {
  if (code === ExitCode.UnknownCommand || code === ExitCode.InvalidArgument) return 2;
  return code < 0 ? 1 : code;
}
