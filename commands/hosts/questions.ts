/** Questions to the person at the terminal. */

import { parsePersonName } from "../values/mod.ts";

const QUESTION = "Your name, for the history of the desk (empty for none):";

/**
 * Asks the person at a terminal for the name that the history records. An empty answer means no name.
 *
 * @param ask Asks a question; null if the person leaves it with Ctrl-C or Ctrl-D.
 * @returns Undefined for no name, null if the person leaves.
 */
export function askForName(ask: (question: string) => string | null = prompt): string | undefined | null {
  for (;;) {
    const answer = ask(QUESTION)?.trim();
    if (answer === undefined) return null;
    if (answer === "") return undefined;
    try {
      return parsePersonName(answer);
    } catch {
      // It is too long: ask again.
    }
  }
}

/** Reports whether someone can answer. */
export function hasTerminal(): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
}

/** Asks for the consent to a change. Without a terminal, or with an empty answer, there is none. */
export function confirmChange(question: string): boolean {
  return confirm(question);
}
