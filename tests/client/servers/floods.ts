/** Answers with a great deal of text, after a great many notifications and lines that are none. */

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
