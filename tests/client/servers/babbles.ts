/** A server that says what is no message of MCP, and ends. */
import { readMessages, writeLine } from "../wire.ts";

for await (const { method } of readMessages()) {
  writeLine(`What do you mean by ${method}?`);
  Deno.exit(0);
}
