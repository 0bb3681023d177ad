/** Web pages of allowed origins. */

import assert from "node:assert/strict";
import { getStatus, openSession, readResult, request } from "../post.ts";
import { startServer } from "../start_server.ts";

const ORIGIN = "https://app.example.com";

async function preflight(url: string, origin: string) {
  const headers = {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,mcp-protocol-version",
  };
  return await readResult(await fetch(url, { method: "OPTIONS", headers }));
}

Deno.test("a preflight of an allowed origin gets the methods and headers it may use, without a token", async () => {
  await using served = await startServer({
    allowedOrigins: [ORIGIN],
    authenticator: { authenticate: () => assert.fail("asked for a token"), check: () => Promise.resolve() },
  });
  for (const url of [served.url, `${served.url}/`, served.at("/.well-known/oauth-protected-resource/mcp")]) {
    const { status, headers } = await preflight(url, ORIGIN);
    assert.equal(status, 204);
    assert.equal(headers.get("access-control-allow-origin"), ORIGIN);
    assert.equal(headers.get("access-control-allow-methods"), "GET, POST, DELETE");
    assert.equal(headers.get("access-control-allow-headers"), "authorization,content-type,mcp-protocol-version");
    assert.match(headers.get("vary")!, /Origin/);
  }
});

Deno.test("a preflight of another origin gets 403, and no CORS headers", async () => {
  await using served = await startServer({ allowedOrigins: [ORIGIN] });
  for (const origin of ["https://evil.example.com", `${ORIGIN}:8443`, "null"]) {
    const { status, headers } = await preflight(served.url, origin);
    assert.deepEqual([status, headers.get("access-control-allow-origin")], [403, null]);
  }
  assert.equal(await getStatus(served.at("/metrics"), { method: "OPTIONS", headers: { origin: ORIGIN } }), 405);
});

Deno.test("a page of an allowed origin can read its session, and errors", async () => {
  await using served = await startServer({ allowedOrigins: [ORIGIN] });
  const session = await openSession(served.url, { headers: { origin: ORIGIN } });
  for (const [id, status] of [[session["mcp-session-id"]!, 200], ["unknown", 404]] as const) {
    const response = await request(served.url, "ping", {}, { ...session, "mcp-session-id": id });
    assert.equal(response.status, status);
    assert.equal(response.headers.get("access-control-allow-origin"), ORIGIN);
    assert.match(response.headers.get("access-control-expose-headers")!, /Mcp-Session-Id.*WWW-Authenticate/);
  }
  const plain = await request(served.url, "ping", {}, { ...session, origin: new URL(served.url).origin });
  assert.equal(plain.headers.get("access-control-allow-origin"), new URL(served.url).origin);
});
