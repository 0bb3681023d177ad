/** `support-mcp __complete`: proposals for the last word of a command line. */

import { type Application, type ApplicationContext, proposeCompletions } from "@stricli/core";

/**
 * Proposes completions of the last word.
 *
 * @param words The words after the program's name. The last one is unfinished, and may be empty.
 * @returns Lines of a proposal, a tab and its description.
 */
export async function complete(
  application: Application<ApplicationContext>,
  words: readonly string[],
  context: ApplicationContext,
): Promise<string> {
  const { before, prefix, partial } = splitAssignment(words);
  const proposals = await proposeCompletions(application, [...before, partial], context);
  const wanted = proposals.filter(({ kind, completion }) =>
    completion !== "--" && (kind !== "argument:flag" || partial.startsWith("-"))
  );
  return wanted.map(({ completion, brief }) => `${prefix}${completion}\t${brief}\n`).join("");
}

/**
 * Reads `--flag=value` as `--flag value`. Bash passes it as three words and replaces only the last; other shells pass it
 * as one word and replace that.
 */
function splitAssignment(words: readonly string[]): { before: readonly string[]; prefix: string; partial: string } {
  const partial = words.at(-1) ?? "";
  const assignment = /^(--[^=]+)=(.*)$/.exec(partial);
  const before = words.slice(0, -1);
  if (assignment) return { before: [...before, assignment[1]!], prefix: `${assignment[1]}=`, partial: assignment[2]! };
  if (partial === "=") return { before, prefix: "", partial: "" };
  return { before: before.filter((word) => word !== "="), prefix: "", partial };
}
