import assert from "node:assert/strict";
import { getStatus } from "./post.ts";
import { startServer } from "./start_server.ts";

function hasIpv6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false; // as in some containers
  }
}

const ignore = !hasIpv6();

for (const hostname of ["127.0.0.1", "localhost", "::1"]) {
  Deno.test(`serveOnHttp() at ${hostname} serves both loopback addresses, until it stops`, { ignore }, async () => {
    await using server = await startServer({ hostname });
    const { port } = new URL(server.url);
    const urls = ["127.0.0.1", "[::1]"].map((address) => `http://${address}:${port}/healthz`);
    for (const url of urls) assert.equal(await getStatus(url), 200);
    await server.stop();
    for (const url of urls) await assert.rejects(fetch(url));
  });
}

Deno.test(
  "serveOnHttp() reports another program at the other loopback address, and serves at its own",
  { ignore },
  async () => {
    using other = Deno.listen({ hostname: "::1", port: 0 });
    const { port } = other.addr as Deno.NetAddr;
    await using server = await startServer({ hostname: "127.0.0.1", port });
    assert.equal(await getStatus(server.at("/healthz")), 200);
    assert.match(server.errors[0]!.message, /Another program has this port at ::1/);
  },
);
