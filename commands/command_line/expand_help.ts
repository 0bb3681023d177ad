import type { DocumentedCommand } from "./help/mod.ts";
import { takesValue } from "./omit_placeholders.ts";

/**
 * Reads `help`, `help COMMAND`, `COMMAND help` and `COMMAND ARGUMENT help` as `--help`, and `--version --json` as
 * `version --json`.
 *
 * @param args The words after the program's name. Those after `--` are arguments, and the values of flags are no words.
 */
export function expandHelp(
  args: readonly string[],
  commands: Readonly<Record<string, DocumentedCommand>>,
): readonly string[] {
  const [first, ...rest] = args;
  if (first === "--version" && rest[0] === "--json") return ["version", ...rest];
  if (first === "help") return [...rest[0] === "help" ? rest.slice(1) : rest, "--help"];
  if (first === undefined || !Object.hasOwn(commands, first)) return args;
  const words = listArguments(rest, commands[first]!);
  return words[0] === "help" || words.at(-1) === "help" ? [first, "--help"] : args;
}

/** Lists the words before `--` that are neither flags nor their values. */
function listArguments(args: readonly string[], command: DocumentedCommand): string[] {
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") words.push(word);
    else if (word.startsWith("--") && takesValue(word.slice(2), command)) index++;
  }
  return words;
}
