/** A server that reports its environment variables and its working directory. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer, READS } from "../agent/tool_server.ts";

serveStdio(() =>
  createToolServer({
    variables: {
      annotations: READS,
      use() {
        const variables = Object.entries(Deno.env.toObject()).map(([name, value]) => `${name}=${value}`);
        return [`folder: ${Deno.cwd()}`, ...variables].join("\n");
      },
    },
  })
);
