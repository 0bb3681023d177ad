/** A server that connects, and exits at the next request. */
import { answerInitialize, readMessages } from "../wire.ts";

for await (const message of readMessages()) {
  if (message.method === "initialize") answerInitialize(message);
  else if (message.id !== undefined) {
    Deno.stderr.writeSync(new TextEncoder().encode("out of paper\n"));
    Deno.exit(7);
  }
}
