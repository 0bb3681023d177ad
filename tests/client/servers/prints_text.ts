/** A server that prints text instead of MCP messages, and exits. */
import { readMessages, writeLine } from "../wire.ts";

for await (const { method } of readMessages()) {
  writeLine(`What do you mean by ${method}?`);
  Deno.exit(0);
}
