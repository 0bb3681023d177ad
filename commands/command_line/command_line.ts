/** The command line of support-mcp: the table of its commands. The code of a command is loaded when it is chosen. */

import {
  type Application,
  type ApplicationContext,
  buildApplication,
  buildRouteMap,
  ExitCode,
  run,
  type StricliIntegration,
} from "@stricli/core";
import * as commands from "./flags/mod.ts";
import {
  createCommandPage,
  createErrorText,
  createProgramPage,
  type DocumentedCommand,
  getExitCode,
  GLOBAL_FLAGS,
  PROGRAM_FLAGS,
} from "./help/mod.ts";
import { formatHelpPage, type HelpPage } from "../pages/mod.ts";
import type { Terminal } from "../output/mod.ts";
import { expandHelp } from "./expand_help.ts";
import { omitPlaceholders } from "./omit_placeholders.ts";
import { version } from "../process/mod.ts";

const PROGRAM = "support-mcp";
const SUMMARY = "A support desk for AI hosts, over the Model Context Protocol (MCP)";

const routes: Readonly<Record<string, DocumentedCommand>> = {
  serve: commands.serveCommand,
  desk: commands.deskCommand,
  install: commands.installCommand,
  uninstall: commands.uninstallCommand,
  doctor: commands.doctorCommand,
  agent: commands.agentCommand,
  replay: commands.replayCommand,
  import: commands.importCommand,
  export: commands.exportCommand,
  erase: commands.eraseCommand,
  backup: commands.backupCommand,
  restore: commands.restoreCommand,
  check: commands.checkCommand,
  report: commands.reportCommand,
  approvals: commands.approvalsCommand,
  settings: commands.settingsCommand,
  webhooks: commands.webhooksCommand,
  knowledge: commands.knowledgeCommand,
  completions: commands.completionsCommand,
  version: commands.versionCommand,
};

/** The names of all commands. */
export const commandNames: readonly string[] = Object.keys(routes);

/**
 * Runs one command line.
 *
 * @param args The words after the program's name.
 * @returns The exit code: 0 for success, 1 for a failure, 2 for wrong usage.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args[0] === "__complete") {
    const { complete } = await import("./completion/mod.ts");
    terminal.process.stdout.write(await complete(createApplication(args), args.slice(1), terminal));
    return 0;
  }
  if (args[0] === "__ready") {
    const { checkReady } = await import("../health/mod.ts");
    return await checkReady(args[1] ?? "", terminal);
  }
  const words = omitUnset(expandHelp(args, routes));
  await run(createApplication(words), words, terminal);
  return toExitCode(Number(terminal.process.exitCode));
}

/**
 * Creates the page of help of the program, or of one command.
 *
 * @param command The name of a command.
 */
export function createHelpPage(command?: string): HelpPage {
  if (command !== undefined) return createCommandPage(`${PROGRAM} ${command}`, routes[command]!);
  return createProgramPage({
    name: PROGRAM,
    summary: `${SUMMARY}.`,
    description: [`Run ${PROGRAM} COMMAND --help for the arguments and flags of a command.`],
    commands: routes,
    examples: [
      { term: `${PROGRAM} agent`, text: "Watch an agent work through two demo tickets" },
      { term: `${PROGRAM} install claude-desktop`, text: "Add the desk to Claude Desktop" },
      { term: `${PROGRAM} serve --http 8080`, text: "Serve the desk at http://localhost:8080/mcp" },
    ],
  });
}

/** @param args The words that are run: error messages name the command among them. */
function createApplication(args: readonly string[]): Application<ApplicationContext> {
  const chosen = commandNames.find((name) => name === args[0]);
  // Stricli checks every command that it knows, and hosts wait for that
  const known = chosen === undefined ? routes : { [chosen]: routes[chosen]! };
  const root = buildRouteMap({ routes: known, docs: { brief: SUMMARY } });
  return buildApplication(root, {
    name: PROGRAM,
    scanner: { distanceOptions: STRICLI_DISTANCE, allowArgumentEscapeSequence: true },
    localization: { text: createErrorText(commandNames, chosen) },
    determineExitCode: getExitCode,
  }, { help: createHelpFlag(), version: createVersionFlag(), licenses: createLicensesFlag() });
}

/** Wide enough for every flag that our own, stricter search may suggest. */
const STRICLI_DISTANCE = {
  threshold: 3,
  weights: { insertion: 1, deletion: 1, substitution: 1, transposition: 1 },
};

function createHelpFlag(): StricliIntegration<ApplicationContext> {
  return {
    flag: {
      ...GLOBAL_FLAGS.help,
      global: true,
      complete: true,
      defaultForRouteMap: true,
      run(this: Terminal, _application, { result: { prefix: [, command] } }) {
        this.process.stdout.write(formatHelpPage(createHelpPage(command), this.columns));
      },
    },
  };
}

function createVersionFlag(): StricliIntegration<ApplicationContext> {
  return {
    flag: {
      ...GLOBAL_FLAGS.version,
      global: true,
      complete: true,
      run() {
        this.process.stdout.write(`${version}\n`);
      },
    },
  };
}

function createLicensesFlag(): StricliIntegration<ApplicationContext> {
  return {
    flag: {
      ...PROGRAM_FLAGS.licenses,
      global: false,
      complete: true,
      async run() {
        const { notices } = await import("../notices/mod.ts");
        this.process.stdout.write(notices);
      },
    },
  };
}

/** Omits the flags of the chosen command that have a placeholder in place of a value. */
function omitUnset(words: readonly string[]): readonly string[] {
  const [name, ...args] = words;
  if (name === undefined || !Object.hasOwn(routes, name)) return words;
  return [name, ...omitPlaceholders(args, routes[name]!)];
}

/** Maps Stricli's own exit codes, which are negative. */
function toExitCode(code: number): number {
  if (code === ExitCode.UnknownCommand || code === ExitCode.InvalidArgument) return 2;
  return code < 0 ? 1 : code;
}
