/** A server that fails to start, with an error message. */
Deno.stderr.writeSync(new TextEncoder().encode("reading licence…\nno licence found\n"));
Deno.exit(3);
