/** Has one tool, which never answers. */

import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { toolServer } from "../loop/tool_server.ts";

serveStdio(() => toolServer({ sleep: { use: () => new Promise(() => {}) } }));
