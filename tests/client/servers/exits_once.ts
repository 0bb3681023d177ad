/** A server with one tool that appends a line to a file. The first time it exits afterwards, without a response. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer } from "../agent/tool_server.ts";

const file = Deno.args[0]!;

serveStdio(() =>
  createToolServer({
    write: {
      async use() {
        await Deno.writeTextFile(file, "written\n", { append: true });
        const lines = (await Deno.readTextFile(file)).trimEnd().split("\n");
        if (lines.length === 1) Deno.exit(9);
        return `${lines.length} lines`;
      },
    },
  })
);
