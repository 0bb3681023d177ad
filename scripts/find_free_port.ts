/** Ports for servers that can't choose one by themselves and say which. */

/** Below the ports that the system hands out by itself: those may be taken again before a server listens there. */
const PORTS = { first: 10_000, count: 20_000 };
let portsTried = Math.floor(Math.random() * PORTS.count);

/** A port that nobody listens on at this moment, and that this process hasn't been given before. */
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
