import assert from "node:assert/strict";
import { createHostCheck } from "../../../../../server/transports/http/wire/host_check.ts";
import { HttpError } from "../../../../../server/transports/http/wire/http_error.ts";
import { statelessRequest } from "../post.ts";
import { rawRequest } from "../raw_request.ts";
import { startServer } from "../start_server.ts";

const NAMES = ["desk.example.com"];

function check(headers: Record<string, string>): number {
  try {
    const request = new Request("http://localhost/mcp", { headers });
    createHostCheck(NAMES)({ request, host: request.headers.get("host") });
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
  Deno.test(`hostCheck() answers ${status} to Host: ${host}`, () => {
    assert.equal(check({ host }), status);
  });
}

for (
  const [origin, status] of [
    ["http://localhost:6274", 200],
    ["https://desk.example.com", 200],
    ["https://evil.example.com", 403],
    ["http://10.0.0.7", 403],
    ["null", 403],
    ["not an origin", 403],
  ] as const
) {
  Deno.test(`hostCheck() answers ${status} to Origin: ${origin}`, () => {
    assert.equal(check({ host: "localhost", origin }), status);
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
  Deno.test(`a Host ${what} gets ${status}, and the server goes on`, async () => {
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
  assert.match(answer.text, /--allowed-host/);
  assert.equal((await served.desk.tickets.get("42")).status, "open");
});

Deno.test("health can be asked for by any name", async () => {
  await using served = await startServer();
  const answer = await fetch(served.at("/healthz"), { headers: { origin: "https://evil.example.com" } });
  assert.deepEqual([answer.status, await answer.text()], [200, "ok\n"]);
});
