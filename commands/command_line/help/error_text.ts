/** Messages about a command line that cannot be carried out: what failed, why and what to do, on one line. */

import {
  AliasNotFoundError,
  type ApplicationText,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  text_en,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import { toPrintable } from "../../../base/text/printable.ts";
import { CommandError } from "../../process/mod.ts";
import { describeChoices, findNearMisses, SecretValueError } from "../../values/mod.ts";
import { GLOBAL_FLAGS, PROGRAM_FLAGS } from "./global_flags.ts";

const PROGRAM = "support-mcp";

const GLOBAL_NAMES = Object.keys(GLOBAL_FLAGS).map((name) => `--${name}`);
const PROGRAM_NAMES = [...GLOBAL_NAMES, ...Object.keys(PROGRAM_FLAGS).map((name) => `--${name}`)];

/**
 * Creates the texts that Stricli writes to standard error.
 *
 * @param commands The names of all commands.
 * @param chosen The command that the command line names; undefined if there is none.
 * @param listArguments Lists the values that the first argument of a command may have.
 */
export function createErrorText(
  commands: readonly string[],
  chosen: string | undefined,
  listArguments: (command: string) => readonly string[],
): ApplicationText {
  const program = chosen === undefined ? PROGRAM : `${PROGRAM} ${chosen}`;
  return {
    ...text_en,
    noCommandRegisteredForInput: ({ input }) => describeUnknownCommand(input, commands, listArguments),
    exceptionWhileParsingArguments: (error) => formatUsageError(describeUsageError(error, program), program),
    exceptionWhileLoadingCommandFunction: (error) => formatError(error),
    exceptionWhileLoadingCommandContext: (error) => formatError(error),
    exceptionWhileRunningCommand: (error) => formatError(error),
    exceptionWhileRunningIntegrationFlag: ({ exception }) => formatError(exception),
  };
}

/**
 * Maps an error that a command threw to an exit code.
 *
 * @returns 2 if the command line or the environment is wrong, otherwise 1.
 */
export function getExitCode(error: unknown): number {
  return error instanceof CommandError ? error.exitCode : 1;
}

function describeUnknownCommand(
  input: string,
  commands: readonly string[],
  listArguments: (command: string) => readonly string[],
): string {
  if (input.startsWith("-")) {
    return formatUsageError(`${input} is not a flag of ${PROGRAM}${suggest(input, PROGRAM_NAMES)}`, PROGRAM);
  }
  const near = findNearMisses(input, [...commands, "help"]);
  const meant = near.length > 0 ? near : findWithoutCommand(input, commands, listArguments);
  return formatUsageError(`"${input}" is not a command${ask(meant)}`, PROGRAM);
}

/** Finds arguments in front of which the command is missing, such as `install claude-code`. */
function findWithoutCommand(
  input: string,
  commands: readonly string[],
  listArguments: (command: string) => readonly string[],
): string[] {
  const known = commands.flatMap((command) => listArguments(command).map((argument) => ({ command, argument })));
  const near = findNearMisses(input, [...new Set(known.map(({ argument }) => argument))]);
  return known.filter(({ argument }) => near.includes(argument)).map(({ command, argument }) =>
    `${command} ${argument}`
  );
}

/** Distinguishes errors by class, not by name, because minifying changes the names. */
function describeUsageError(error: unknown, program: string): string {
  if (error instanceof FlagNotFoundError) {
    return describeUnknownFlag(`--${error.input}`, program, error.corrections.map((name) => `--${name}`));
  }
  if (error instanceof AliasNotFoundError) return `-${error.input} is not a flag of ${program}.`;
  if (error instanceof EnumValidationError) {
    const { externalFlagName, input, values } = error;
    return `--${externalFlagName} is invalid: "${input}". ${describeChoices(input, values)}.`;
  }
  if (error instanceof ArgumentParseError) return describeInvalidValue(error);
  if (error instanceof UnsatisfiedFlagError) return `--${error.externalFlagName} needs a value.`;
  if (error instanceof UnexpectedFlagError) return `--${error.externalFlagName} is given more than once. Use it once.`;
  if (error instanceof UnsatisfiedPositionalError) return `${error.placeholder} is missing.`;
  if (error instanceof UnexpectedPositionalError) return `"${error.input}" is one argument too many.`;
  return `${getMessage(error)}.`;
}

function describeInvalidValue({ externalFlagNameOrPlaceholder: name, input, exception }: ArgumentParseError): string {
  if (name.includes("|")) return `"${input}" is invalid. ${getMessage(exception)}.`; // the choices, which the message lists
  const isFlag = /^[a-z-]+$/.test(name); // placeholders are in capitals
  const value = exception instanceof SecretValueError ? "" : `: "${input}"`;
  return `${isFlag ? "--" : ""}${name} is invalid${value}. ${getMessage(exception)}.`;
}

/**
 * Explains a word that is meant as a flag, but is none: `--db=` has no value, and `--x` is unknown.
 *
 * @param program The program's name with that of the command.
 */
export function describeMisreadFlag(word: string, program: string): string {
  const flag = word.replace(/=.*$/s, "");
  const problem = word.endsWith("=") && /^--[a-z]{2}/.test(word)
    ? `${flag} needs a value.`
    : describeUnknownFlag(flag, program);
  return formatUsageError(problem, program);
}

function describeUnknownFlag(flag: string, program: string, known: readonly string[] = []): string {
  return `${flag} is not a flag of ${program}${suggest(flag, [...known, ...GLOBAL_NAMES])}`;
}

/** Ends a sentence, and proposes what may have been meant. */
function suggest(input: string, candidates: readonly string[]): string {
  return ask(findNearMisses(input, candidates));
}

function ask(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? "." : `. Did you mean ${suggestions.join(" or ")}?`;
}

function formatUsageError(problem: string, program: string): string {
  return `${PROGRAM}: ${joinLines(problem)} Run ${program} ${USAGE_END}`;
}

const USAGE_END = "--help for usage.";

/** Recognizes the line about a problem with the command line. */
export function isUsageError(line: string): boolean {
  return line.trimEnd().endsWith(USAGE_END);
}

/** Read at start-up: a server gives up the permission to read the environment. */
const showsStacks = Boolean(Deno.env.get("SUPPORT_MCP_DEBUG"));

/** Formats an error on one line, or with its stack if `SUPPORT_MCP_DEBUG` is set. */
function formatError(error: unknown): string {
  if (showsStacks && error instanceof Error) return `${PROGRAM}: ${error.stack}`;
  if (error instanceof CommandError) return `${PROGRAM}: ${joinLines(error.message)}`;
  if (/no space left on device/i.test(getMessage(error))) {
    return `${PROGRAM}: Cannot write the output: the disk is full. Free some space and try again.`;
  }
  const message = joinLines(getMessage(error)).replace(/\.$/, "");
  return `${PROGRAM}: Unexpected error: ${message}. Set SUPPORT_MCP_DEBUG=1 for a stack trace.`;
}

function getMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Puts a text on one line. Characters that could change what the terminal shows become visible. */
function joinLines(text: string): string {
  const line = text.split("\n").map((part) => part.trim()).join(" ");
  return toPrintable(line).replaceAll("\t", "\\x09");
}
