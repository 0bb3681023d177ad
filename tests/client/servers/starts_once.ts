/** A server with one tool that exits when it is called. It does not start if a given file exists. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer } from "../agent/tool_server.ts";

const file = Deno.args[0]!;

try {
  await Deno.writeTextFile(file, "started\n", { createNew: true });
} catch {
  Deno.stderr.writeSync(new TextEncoder().encode("already started\n"));
  Deno.exit(4);
}

serveStdio(() => createToolServer({ die: { use: () => Deno.exit(9) } }));
