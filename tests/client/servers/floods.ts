/** A server that responds with a long text, after many notifications and invalid lines. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer, READS } from "../agent/tool_server.ts";

const NOTIFICATION = JSON.stringify({
  jsonrpc: "2.0",
  method: "notifications/message",
  params: { level: "info", data: "again" },
}) + "\n";

serveStdio(() =>
  createToolServer({
    flood: {
      annotations: READS,
      use() {
        const bytes = new TextEncoder().encode((NOTIFICATION + "and nonsense\n").repeat(5_000));
        for (let rest = bytes; rest.length > 0;) rest = rest.subarray(Deno.stdout.writeSync(rest));
        return "x".repeat(3_000_000);
      },
    },
  })
);
