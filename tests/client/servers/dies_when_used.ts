/** Has one tool, and is gone when that is used. */

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
