/** A server whose answers are JSON-RPC, but not those of MCP. */
import { messages, say } from "../wire.ts";

for await (const { id } of messages()) say(JSON.stringify({ jsonrpc: "2.0", id, result: { fine: true } }));
