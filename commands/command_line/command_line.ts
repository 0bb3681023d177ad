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
import { commandNames, loadCommands } from "./flags/mod.ts";
import {
  createCommandPage,
  createErrorText,
  createProgramPage,
  describeMisreadFlag,
  type DocumentedCommand,
  getExitCode,
  GLOBAL_FLAGS,
  isUsageError,
  listFirstArguments,
  PROGRAM_FLAGS,
} from "./help/mod.ts";
import { formatHelpPage, type HelpPage } from "../pages/mod.ts";
import type { Terminal } from "../output/mod.ts";
import { expandHelp } from "./expand_help.ts";
import { findMisreadFlag } from "./find_misread_flag.ts";
import { omitPlaceholders } from "./omit_placeholders.ts";
import { version } from "../process/mod.ts";

const PROGRAM = "support-mcp";
const SUMMARY = "A support desk for AI hosts, over the Model Context Protocol (MCP)";

export { commandNames };

type Commands = Readonly<Record<string, DocumentedCommand>>;

/**
 * Runs one command line.
 *
 * @param args The words after the program's name.
 * @returns The exit code: 0 for success, 1 for a failure, 2 for wrong usage.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args[0] === "__complete") {
    const { complete } = await import("./completion/mod.ts");
    const application = createApplication(args, await loadCommands(commandNames), terminal);
    terminal.process.stdout.write(await complete(application, args.slice(1), terminal));
    return 0;
  }
  if (args[0] === "__ready") {
    const { checkReady } = await import("../health/mod.ts");
    return await checkReady(args[1] ?? "", terminal);
  }
  const first = args[0] ?? "";
  // Stricli checks every command that it knows, and hosts wait for that
  const commands = await loadCommands(commandNames.includes(first) ? [first] : commandNames);
  const words = omitUnset(expandHelp(args, commands), commands);
  const misread = Object.hasOwn(commands, words[0] ?? "") && findMisreadFlag(words.slice(1), commands[words[0]!]!);
  if (misread) {
    terminal.process.stderr.write(`${describeMisreadFlag(misread, `${PROGRAM} ${words[0]}`)}\n`);
    return 2;
  }
  const context = showOneError(terminal);
  await run(createApplication(words, commands, context), words, context);
  return toExitCode(Number(context.process.exitCode));
}

/**
 * Creates the page of help of the program, or of one command.
 *
 * @param command The name of a command.
 */
export async function createHelpPage(command?: string): Promise<HelpPage> {
  if (command !== undefined) {
    const commands = await loadCommands([command]);
    return createCommandPage(`${PROGRAM} ${command}`, commands[command]!);
  }
  return createProgramPage({
    name: PROGRAM,
    summary: `${SUMMARY}.`,
    description: [`Run ${PROGRAM} COMMAND --help for the arguments and flags of a command.`],
    commands: await loadCommands(commandNames),
    examples: [
      { term: `${PROGRAM} agent`, text: "Watch an agent work through two demo tickets" },
      { term: `${PROGRAM} install claude-desktop`, text: "Add the desk to Claude Desktop" },
      { term: `${PROGRAM} serve --http 8080`, text: "Serve the desk at http://localhost:8080/mcp" },
    ],
  });
}

/** @param args The words that are run: error messages name the command among them. */
function createApplication(
  args: readonly string[],
  commands: Commands,
  terminal: Terminal,
): Application<ApplicationContext> {
  const chosen = commandNames.find((name) => name === args[0]);
  const listArguments = (name: string) =>
    Object.hasOwn(commands, name) ? listFirstArguments(commands[name]!, terminal) : [];
  const root = buildRouteMap({ routes: commands, docs: { brief: SUMMARY } });
  return buildApplication(root, {
    name: PROGRAM,
    scanner: { distanceOptions: STRICLI_DISTANCE, allowArgumentEscapeSequence: true },
    localization: { text: createErrorText(commandNames, chosen, listArguments) },
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
      async run(this: Terminal, _application, { result: { prefix: [, command] } }) {
        this.process.stdout.write(formatHelpPage(await createHelpPage(command), this.columns));
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
function omitUnset(words: readonly string[], commands: Commands): readonly string[] {
  const [name, ...args] = words;
  if (name === undefined || !Object.hasOwn(commands, name)) return words;
  return [name, ...omitPlaceholders(args, commands[name]!)];
}

/** Leaves out what else is wrong with a command line: after a wrong first argument, the others may mean something else. */
function showOneError(terminal: Terminal): Terminal {
  const { stdout, stderr } = terminal.process;
  let isFirst = true;
  const write = (text: string) => {
    const isUsage = isUsageError(text);
    if (isFirst || !isUsage) stderr.write(text);
    if (isUsage) isFirst = false;
  };
  return {
    process: { stdout, stderr: { write } },
    get columns() {
      return terminal.columns;
    },
  };
}

/** Maps Stricli's own exit codes, which are negative. */
function toExitCode(code: number): number {
  if (code === ExitCode.UnknownCommand || code === ExitCode.InvalidArgument) return 2;
  return code < 0 ? 1 : code;
}
