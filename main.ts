/** The program: prints what is always the same at once, and leaves everything else to the command line. */

import { prepared } from "./commands/prepared_pages.ts";
import { openTerminal } from "./commands/terminal.ts";

if (import.meta.main) {
  const context = openTerminal();
  const page = prepared?.[Deno.args.join(" ")];
  if (page !== undefined) {
    context.process.stdout.write(page);
  } else {
    const { main } = await import("./commands/command_line.ts");
    Deno.exit(await main(Deno.args, context));
  }
}
