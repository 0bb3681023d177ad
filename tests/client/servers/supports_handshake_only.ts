/** A server that supports only the handshake, and exits if anything else comes first. */
import { answerInitialize, readMessages, writeLine } from "../wire.ts";

let welcomed = false;
for await (const message of readMessages()) {
  if (message.method === "initialize") answerInitialize(message);
  else if (!welcomed) Deno.exit(1);
  else if (message.method === "tools/list") {
    writeLine(JSON.stringify({ jsonrpc: "2.0", id: message.id, result: { tools: [] } }));
  }
  welcomed = true;
}
