/** A server with one tool that exits when it is called. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer } from "../agent/tool_server.ts";

serveStdio(() =>
  createToolServer({
    die: {
      use() {
        Deno.stderr.writeSync(new TextEncoder().encode("good bye\n"));
        Deno.exit(9);
      },
    },
  })
);
