/** The program: prints prepared pages at once, and leaves everything else to the command line. */

import { formatHelpPage, loadPage } from "./commands/pages/mod.ts";
import { openTerminal } from "./commands/output/mod.ts";

if (import.meta.main) {
  const terminal = openTerminal();
  const page = await loadPage(Deno.args);
  if (page !== undefined) {
    terminal.process.stdout.write(formatHelpPage(page, terminal.columns));
  } else {
    const { main } = await import("./commands/command_line/mod.ts");
    Deno.exit(await main(Deno.args, terminal));
  }
}
