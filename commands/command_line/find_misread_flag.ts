import type { DocumentedCommand } from "./help/mod.ts";
import { takesValue } from "./omit_placeholders.ts";

/** A word that a person means as a flag. One with a space is a text. */
const FLAG = /^--[^\s=]+(?:=|$)/;

/** A flag as Stricli recognizes it, without and with a value. It takes all other words for arguments. */
const STRICLI_FLAG = /^--[a-z][a-z-.\d_]+(?:$|=[^])/i;

/**
 * Finds a word that is meant as a flag, but that Stricli takes for an argument, such as `--db=` or `--x`. A command would
 * use it as the name of a file.
 *
 * @param args The words after the command's name. Those after `--` are arguments, and the values of flags are no flags.
 */
export function findMisreadFlag(args: readonly string[], command: DocumentedCommand): string | undefined {
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === "--") return undefined;
    if (word.startsWith("--") && takesValue(word.slice(2), command)) index++;
    else if (FLAG.test(word) && !STRICLI_FLAG.test(word)) return word;
  }
}
