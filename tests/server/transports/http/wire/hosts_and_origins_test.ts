import assert from "node:assert/strict";
import { HostCheck } from "../../../../../server/transports/http/wire/host_check.ts";
import { HttpError } from "../../../../../server/transports/http/wire/http_error.ts";
import { statelessRequest } from "../post.ts";
import { rawRequest } from "../raw_request.ts";
import { startServer } from "../start_server.ts";

const ALLOWED = { allowedHosts: ["desk.example.com"], allowedOrigins: ["https://app.example.com:8443"] };

function check(headers: { host: string; origin?: string }): number {
  try {
    const { host, origin = null } = headers;
    new HostCheck(ALLOWED).check({ request: new Request(`http://${host}/mcp`), host, origin });
    return 200;
  } catch (error) {
    assert.ok(error instanceof HttpError);
    return error.status;
  }
}

for (
  const [host, status] of [
    ["localhost:8080", 200],
    ["LOCALHOST", 200],
    ["127.0.0.1:8080", 200],
    ["[::1]:8080", 200],
    ["10.0.0.7:8080", 200],
    ["[fe80::1]", 200],
    ["desk.example.com", 200],
    ["desk.example.com:443", 200],
    ["evil.example.com", 421],
    ["desk.example.com.evil.example", 421],
    ["127.0.0.1.evil.example", 421],
  ] as const
) {
  Deno.test(`HostCheck.check() answers ${status} to Host: ${host}`, () => {
    assert.equal(check({ host }), status);
  });
}

for (
  const [host, origin, status] of [
    ["localhost:8080", "http://localhost:8080", 200],
    ["localhost:8080", "http://127.0.0.1:8080", 200],
    ["127.0.0.1:8080", "http://[::1]:8080", 200],
    ["localhost:8080", "http://localhost:6274", 403],
    ["localhost:8080", "http://localhost", 403],
    ["desk.example.com", "https://desk.example.com", 200],
    ["desk.example.com", "https://desk.example.com:8443", 403],
    ["10.0.0.7:8080", "http://10.0.0.7:8080", 200],
    ["localhost:8080", "http://10.0.0.7:8080", 403],
    ["localhost:8080", "https://app.example.com:8443", 200],
    ["localhost:8080", "https://app.example.com", 403],
    ["localhost:8080", "http://app.example.com:8443", 403],
    ["localhost", "https://evil.example.com", 403],
    ["localhost", "null", 403],
    ["localhost", "not an origin", 403],
    ["localhost", "http://localhost/path", 403],
  ] as const
) {
  Deno.test(`HostCheck.check() answers ${status} to Origin ${origin} at ${host}`, () => {
    assert.equal(check({ host, origin }), status);
  });
}

for (
  const [what, headers, status] of [
    ["that is another server's", { host: "evil.example.com" }, 421],
    ["that is none", { host: "a b" }, 400],
    ["that is empty", { host: "" }, 400],
    ["with a port that is none", { host: "localhost:99999" }, 400],
    ["with a path", { host: "localhost/healthz?" }, 400],
    ["given twice", { host: "localhost", Host: "localhost" }, 400],
  ] as const
) {
  Deno.test(`a Host ${what} gets ${status}, and the server continues`, async () => {
    await using served = await startServer();
    assert.match(
      await rawRequest(served.url, { ...headers, "content-length": "0" }, ""),
      new RegExp(`^HTTP/1.1 ${status} `),
    );
    assert.deepEqual(served.errors, []);
    assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  });
}

Deno.test("a request is judged by its own Host and Origin, whatever those before it had", async () => {
  await using served = await startServer();
  const status = async (headers: Record<string, string>) =>
    (await rawRequest(served.url, { "content-length": "0", ...headers }, "")).slice(9, 12);
  const right = { host: "localhost", accept: "application/json, text/event-stream" };
  assert.equal(await status(right), "400"); // for it has no body
  assert.equal(await status({ ...right, origin: "https://evil.example.com" }), "403");
  assert.equal(await status(right), "400");
  assert.equal(await status({ ...right, host: "evil.example.com" }), "421");
  assert.equal(await status({ ...right, accept: "text/event-stream" }), "406");
  assert.equal(await status(right), "400");
});

Deno.test("a page of another site gets 403, and does nothing", async () => {
  await using served = await startServer();
  const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Hacked." } };
  const answer = await statelessRequest(served.url, "tools/call", closing, { origin: "https://evil.example.com" });
  assert.deepEqual([answer.status, answer.json.error.code], [403, -32000]);
  assert.match(answer.text, /--allowed-origin/);
  assert.equal((await served.desk.tickets.get("42")).status, "open");
});

Deno.test("/healthz accepts every host name", async () => {
  await using served = await startServer();
  const answer = await fetch(served.at("/healthz"), { headers: { origin: "https://evil.example.com" } });
  assert.deepEqual([answer.status, await answer.text()], [200, "ok\n"]);
});
