/** A server that connects, and dies at the next request. */
import { messages, welcome } from "../wire.ts";

for await (const message of messages()) {
  if (message.method === "initialize") welcome(message);
  else if (message.id !== undefined) {
    Deno.stderr.writeSync(new TextEncoder().encode("out of paper\n"));
    Deno.exit(7);
  }
}
