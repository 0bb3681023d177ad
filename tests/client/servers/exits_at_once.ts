/** A server that can't start: says why, and ends. */
Deno.stderr.writeSync(new TextEncoder().encode("reading licence…\nno licence found\n"));
Deno.exit(3);
