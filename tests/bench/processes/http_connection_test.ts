import assert from "node:assert/strict";
import { getHeader, HttpConnection } from "../../../bench/processes/http_connection.ts";

const REQUEST = new TextEncoder().encode("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

async function readBodies(handler: () => Response, exchanges: number): Promise<string[]> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  using connection = await HttpConnection.open(server.addr.port);
  const bodies: string[] = [];
  for (let count = 0; count < exchanges; count++) {
    const { status, body } = await connection.exchange(REQUEST);
    bodies.push(`${status} ${new TextDecoder().decode(body)}`);
  }
  return bodies;
}

Deno.test("HttpConnection.exchange() reads responses of known length, one after another", async () => {
  const long = "é".repeat(100_000);
  assert.deepEqual(await readBodies(() => new Response(long), 2), [`200 ${long}`, `200 ${long}`]);
});

Deno.test("HttpConnection.exchange() reads chunked responses", async () => {
  const parts = ["one", "x".repeat(70_000), "three"];
  const streamed = () => new Response(ReadableStream.from(parts).pipeThrough(new TextEncoderStream()));
  assert.deepEqual(await readBodies(streamed, 2), Array(2).fill(`200 ${parts.join("")}`));
});

Deno.test("HttpConnection.exchange() reads responses without a body", async () => {
  assert.deepEqual(await readBodies(() => new Response(null, { status: 202 }), 2), ["202 ", "202 "]);
});

Deno.test("getHeader() ignores case", () => {
  const head = "HTTP/1.1 200 OK\r\nMcp-Session-Id: abc\r\nX-Content-Length: 7";
  assert.equal(getHeader(head, "mcp-session-id"), "abc");
  assert.equal(getHeader(head, "content-length"), undefined);
});
