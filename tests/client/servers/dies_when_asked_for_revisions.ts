/** A server that knows the handshake alone, and ends at anything else that comes before. */
import { messages, say, welcome } from "../wire.ts";

let welcomed = false;
for await (const message of messages()) {
  if (message.method === "initialize") welcome(message);
  else if (!welcomed) Deno.exit(1);
  else if (message.method === "tools/list") {
    say(JSON.stringify({ jsonrpc: "2.0", id: message.id, result: { tools: [] } }));
  }
  welcomed = true;
}
