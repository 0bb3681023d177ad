import { toPrintable } from "../../base/text/printable.ts";
import { openTerminal } from "./terminal.ts";

/**
 * Prints lines for a person on standard output. Paths and names in them may contain characters that move the cursor or that
 * no one sees: these become visible escapes. Data for programs is written unchanged, with `openTerminal()`.
 */
export function print(text: string): void {
  openTerminal().process.stdout.write(toPrintable(text));
}
