/** A server that responds with valid JSON-RPC, but invalid MCP. */
import { readMessages, writeLine } from "../wire.ts";

for await (const { id } of readMessages()) writeLine(JSON.stringify({ jsonrpc: "2.0", id, result: { fine: true } }));
