import assert from "node:assert/strict";
import { delay } from "../../../../../base/timing/delay.ts";
import { parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { rawRequest } from "../raw_request.ts";
import { startServer } from "../start_server.ts";

Deno.test("Content-Length together with Transfer-Encoding gets 400, and nothing is carried out", async () => {
  await using served = await startServer();
  const call = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Smuggled." } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call });
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  for (const length of [body.length, chunked.length]) {
    const both = { "content-length": String(length), "transfer-encoding": "chunked" };
    assert.match(await rawRequest(served.url, both, chunked), /^HTTP\/1\.1 400 /);
  }
  assert.equal((await served.desk.tickets.get("42")).status, "open");
});

/** Sends requests on one connection, each in two parts, and returns the statuses and whether each response is the last one. */
async function postInParts(url: string, requests: readonly { headers: string; body: string }[]): Promise<string[]> {
  const { hostname, port, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const [encoder, decoder, buffer] = [new TextEncoder(), new TextDecoder(), new Uint8Array(64 * 1024)];
  const outcomes: string[] = [];
  for (const { headers, body } of requests) {
    const head =
      `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;
    await connection.write(encoder.encode(head));
    await delay(50); // the server has decided by then
    await connection.write(encoder.encode(body));
    let response = "";
    while (!response.endsWith("}")) {
      const length = await connection.read(buffer);
      assert.notEqual(length, null, "the connection ended without a response");
      response += decoder.decode(buffer.subarray(0, length!), { stream: true });
    }
    outcomes.push(response.split(" ")[1]! + (/^connection: close\r$/im.test(response) ? " close" : ""));
  }
  return outcomes;
}

Deno.test("a connection is kept after requests that are refused before their body is read", async () => {
  await using served = await startServer({
    authenticator: new TokenAuthenticator(parseTokens("dana write 0123456789abcdef")),
  });
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
  const length = `Content-Length: ${body.length}`;
  const chunked = {
    headers: "Transfer-Encoding: chunked",
    body: `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  };
  const outcomes = await postInParts(served.url, [
    { headers: length, body },
    { headers: `${length}\r\nAuthorization: Bearer wrong`, body },
    chunked,
    { headers: `${length}\r\nOrigin: https://evil.example`, body },
    { headers: `${length}\r\nAuthorization: Bearer 0123456789abcdef\r\nAccept: text/html`, body },
  ]);
  assert.deepEqual(outcomes, ["401", "401", "401", "403", "406"]);
});

Deno.test("a response to a large body that is not read announces that the connection is closed", async () => {
  await using served = await startServer({
    authenticator: new TokenAuthenticator(parseTokens("dana write 0123456789abcdef")),
  });
  assert.deepEqual(await postInParts(served.url, [{ headers: "Content-Length: 70000", body: "{" }]), ["401 close"]);
});
