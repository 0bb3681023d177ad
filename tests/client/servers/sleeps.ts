/** A server with one tool that never responds. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createToolServer } from "../agent/tool_server.ts";

serveStdio(() => createToolServer({ sleep: { use: () => new Promise(() => {}) } }));
