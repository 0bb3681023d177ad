import assert from "node:assert/strict";
import { postMessage } from "../../../server/webhooks/post_message.ts";

/** Answers one connection with raw bytes, in pieces. */
async function post(...pieces: string[]): Promise<{ status: number; request: string }> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = (async () => {
    using connection = await listener.accept();
    const chunk = new Uint8Array(4096);
    let request = "";
    while (!request.endsWith('{"ä":1}')) {
      const count = await connection.read(chunk);
      if (count === null) break;
      request += new TextDecoder().decode(chunk.subarray(0, count));
    }
    for (const piece of pieces) await connection.write(new TextEncoder().encode(piece));
    return request;
  })();
  const { port } = listener.addr as Deno.NetAddr;
  const url = new URL(`http://desk.example:${port}/hook?a=1`);
  const options = { headers: { "X-One": "1" }, body: '{"ä":1}', signal: AbortSignal.timeout(20_000) };
  const sending = postMessage(url, ["127.0.0.1"], options);
  const [request, status] = await Promise.all([served, sending.catch((error) => error)]);
  if (status instanceof Error) throw status;
  return { request, status };
}

Deno.test("postMessage() sends the whole request, and reads the status", async () => {
  const { status, request } = await post("HTTP/1.1 204 No Content\r\n\r\n");
  assert.equal(status, 204);
  assert.match(
    request,
    /^POST \/hook\?a=1 HTTP\/1\.1\r\nHost: desk\.example:\d+\r\nX-One: 1\r\nContent-Length: 8\r\nConnection: close\r\n\r\n\{"ä":1\}$/,
  );
});

for (
  const [what, pieces, expected] of [
    ["in pieces", ["HT", "TP/1.1 2", "00 OK\r", "\n\r\n"], 200],
    ["after an announcement", ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 202 Accepted\r\n\r\n"], 202],
    ["of HTTP/1.0 without a reason", ["HTTP/1.0 503\r\n\r\n"], 503],
    ["with line feeds only", ["HTTP/1.1 200 OK\n\n"], 200],
  ] as const
) {
  Deno.test(`postMessage() reads a status ${what}`, async () => assert.equal((await post(...pieces)).status, expected));
}

for (const [what, answer] of [["nothing", ""], ["another protocol", "220 mail ready\r\n"]] as const) {
  Deno.test(`postMessage() rejects ${what} as a response`, async () => {
    await assert.rejects(post(answer), /^SendError: (?:The response is not HTTP\.|The connection .*)$/);
  });
}

Deno.test("postMessage() tries the next address if one does not answer, and closes a connection that is made late", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const answered = (async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(4096));
    await connection.write(new TextEncoder().encode("HTTP/1.1 204 No Content\r\n\r\n"));
  })();
  const late = Promise.withResolvers<Deno.Conn>();
  const closed = Promise.withResolvers<void>();
  const tried: string[] = [];
  const status = await postMessage(new URL(`http://desk.example:${port}`), ["192.0.2.1", "127.0.0.1"], {
    headers: {},
    body: "{}",
    signal: AbortSignal.timeout(20_000),
    connectTime: 10,
    connectTo: ({ hostname, port }) => {
      tried.push(hostname!);
      return hostname === "192.0.2.1" ? late.promise : Deno.connect({ hostname: hostname!, port });
    },
  });
  assert.deepEqual([status, tried], [204, ["192.0.2.1", "127.0.0.1"]]);
  late.resolve({ close: () => closed.resolve() } as unknown as Deno.Conn);
  await Promise.all([closed.promise, answered]);
});

Deno.test("postMessage() names the reason if nothing listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const options = { headers: {}, body: "", signal: AbortSignal.timeout(20_000) };
  await assert.rejects(
    postMessage(new URL(`http://localhost:${port}`), ["127.0.0.1"], options),
    /^SendError: The connection to localhost:\d+ failed: .*refused/i,
  );
});
