/** Questions to the person at the terminal. */

/** Reports whether someone can answer. */
export function hasTerminal(): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
}

/** Asks for the consent to a change. Without a terminal, or with an empty answer, there is none. */
export function confirmChange(question: string): boolean {
  return confirm(question);
}
