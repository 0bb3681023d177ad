/** What the command line says about itself when something is wrong: one line with what, why and what to do. */

import {
  AliasNotFoundError,
  type ApplicationText,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  text_en,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import { CommandError } from "../command_error.ts";

export const errorText: ApplicationText = {
  ...text_en,
  noCommandRegisteredForInput({ input, corrections }) {
    const kind = input.startsWith("-") ? "flag" : "command";
    return formatUsageError(`there is no ${kind} ${input}`, corrections.map((command) => command.replaceAll("`", "")));
  },
  exceptionWhileParsingArguments: (error) => describeUsageError(error),
  exceptionWhileLoadingCommandFunction: (error) => formatError(error),
  exceptionWhileLoadingCommandContext: (error) => formatError(error),
  exceptionWhileRunningCommand: (error) => formatError(error),
};

/**
 * The exit code for what a command threw.
 *
 * @returns 2 when what was asked for is wrong, else 1.
 */
export function getExitCode(error: unknown): number {
  return error instanceof CommandError ? error.exitCode : 1;
}

/** By class and not by name, since minifying changes the names. */
function describeUsageError(error: unknown): string {
  if (error instanceof FlagNotFoundError) {
    return formatUsageError(`there is no flag --${error.input}`, error.corrections.map((flag) => `--${flag}`));
  }
  if (error instanceof AliasNotFoundError) return formatUsageError(`there is no flag -${error.input}`);
  if (error instanceof EnumValidationError) {
    return formatUsageError(
      `--${error.externalFlagName} can't be ${error.input}, only one of ${error.values.join(", ")}`,
    );
  }
  if (error instanceof ArgumentParseError) {
    const name = error.externalFlagNameOrPlaceholder;
    const shown = /^[a-z-]+$/.test(name) ? `--${name}` : name; // placeholders are in capitals, or choices with bars
    return formatUsageError(`${shown} can't be ${error.input}, ${getMessage(error.exception)}`);
  }
  if (error instanceof UnsatisfiedFlagError) return formatUsageError(`--${error.externalFlagName} needs a value`);
  if (error instanceof UnsatisfiedPositionalError) return formatUsageError(`${error.placeholder} is missing`);
  if (error instanceof UnexpectedPositionalError) return formatUsageError(`there is no place for ${error.input}`);
  return formatUsageError(getMessage(error));
}

function formatUsageError(what: string, corrections: readonly string[] = []): string {
  const suggestion = corrections.length === 0 ? "." : `: did you mean ${corrections.join(" or ")}?`;
  return `support-mcp: ${what}${suggestion} Add --help to see what there is.`;
}

/** A failure's one line; the stack too when `SUPPORT_MCP_DEBUG` is set. */
function formatError(error: unknown): string {
  if (Deno.env.get("SUPPORT_MCP_DEBUG") && error instanceof Error) return `support-mcp: ${error.stack}`;
  if (error instanceof CommandError) return `support-mcp: ${toOneLine(error.message)}`;
  return `support-mcp: it failed unexpectedly: ${toOneLine(getMessage(error))}. SUPPORT_MCP_DEBUG=1 shows where.`;
}

function getMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
