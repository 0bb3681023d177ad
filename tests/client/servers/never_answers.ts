/** A server that reads, and says nothing. */
for await (const _ of Deno.stdin.readable);
