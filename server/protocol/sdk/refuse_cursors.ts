/** Cursors of lists. Each list is one page, so the server gives no cursors (MCP, server/utilities/pagination). */

import type { McpServer, Request } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import { RPC_CODES, RpcError } from "../messages/mod.ts";

const LISTS: ReadonlySet<string> = new Set([
  "tools/list",
  "resources/list",
  "resources/templates/list",
  "prompts/list",
]);

type Handler = (request: Request, ...context: unknown[]) => unknown;

/**
 * Lets the lists that are registered from now on refuse cursors. The SDK refuses those that are not strings, and would answer
 * any other one with the whole list. An empty one is taken as absent: it is what some clients begin with.
 */
export function refuseCursors({ server }: McpServer): void {
  server.setRequestHandler = new Proxy(server.setRequestHandler, {
    apply(register, server, [method, ...rest]) {
      const handler = LISTS.has(method) ? checkCursor(rest[0]) : rest[0];
      return Reflect.apply(register, server, [method, handler, ...rest.slice(1)]);
    },
  });
}

function checkCursor(list: Handler): Handler {
  return (request, ...context) => {
    const cursor = request.params?.cursor;
    if (typeof cursor !== "string" || cursor === "") return list(request, ...context);
    const problem = `cursor is unknown: "${toShortLine(cursor)}". The list has only one page, so leave out cursor.`;
    throw new RpcError(RPC_CODES.invalidParams, `Invalid params: ${problem}`);
  };
}
