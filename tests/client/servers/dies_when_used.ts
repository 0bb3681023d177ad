/** Has one tool, and is gone when that is used. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { toolServer } from "../loop/tool_server.ts";

serveStdio(() =>
  toolServer({
    die: {
      use() {
        Deno.stderr.writeSync(new TextEncoder().encode("good bye\n"));
        Deno.exit(9);
      },
    },
  })
);
