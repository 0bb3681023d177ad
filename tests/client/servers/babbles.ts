/** A server that says what is no message of MCP, and ends. */
import { messages, say } from "../wire.ts";

for await (const { method } of messages()) {
  say(`What do you mean by ${method}?`);
  Deno.exit(0);
}
