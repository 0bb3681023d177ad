/** A server whose answers are JSON-RPC, but not those of MCP. */
import { readMessages, writeLine } from "../wire.ts";

for await (const { id } of readMessages()) writeLine(JSON.stringify({ jsonrpc: "2.0", id, result: { fine: true } }));
