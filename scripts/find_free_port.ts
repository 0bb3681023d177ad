/** Below the system's ephemeral ports, which another process may be given before the server listens. */
const PORTS = { first: 10_000, count: 20_000 };
let portsTried = Math.floor(Math.random() * PORTS.count);

/** Finds a port that is currently free, for servers that cannot report one of their choice. Never returns a port twice. */
export function findFreePort(): number {
  for (;;) {
    try {
      using listener = Deno.listen({ port: PORTS.first + portsTried++ % PORTS.count, hostname: "127.0.0.1" });
      return listener.addr.port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
