/** A server that never responds. */
for await (const _ of Deno.stdin.readable);
