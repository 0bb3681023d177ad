/** Responses that are streams, since the page asked for the progress of a call. */

import assert from "node:assert/strict";
import { BridgeError } from "../../../../app/bridges/bridge.ts";
import { HttpClient } from "../../../../app/bridges/browser/http_client.ts";

/** Sends one request to a server with this response. */
async function request(response: () => Response) {
  const bodies: { params: { _meta: Record<string, unknown> } }[] = [];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    bodies.push(await request.json());
    return response();
  });
  const client = new HttpClient({
    url: `http://127.0.0.1:${server.addr.port}/mcp`,
    getToken: () => null,
    version: "0.0.0",
  });
  const progress: number[] = [];
  const call = client.request("tools/call", { name: "update_tickets", arguments: {} }, (done) => progress.push(done));
  const outcome = await call.catch((error) => error);
  return { outcome, progress, meta: bodies[0]!.params._meta };
}

function streamEvents(...messages: unknown[]): Response {
  const events = messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`);
  return new Response([": started\n\n", ...events].join(""), { headers: { "content-type": "text/event-stream" } });
}

const toProgress = (progress: number) => ({ method: "notifications/progress", params: { progressToken: 1, progress } });

Deno.test("the progress comes before the result", async () => {
  const { outcome, progress, meta } = await request(() =>
    streamEvents(toProgress(40), toProgress(80), { id: 1, result: { count: 80 } })
  );
  assert.deepEqual([outcome, progress], [{ count: 80 }, [40, 80]]);
  assert.notEqual(meta.progressToken, undefined);
});

Deno.test("a server that sends no stream is understood too", async () => {
  const { outcome, progress } = await request(() => Response.json({ id: 1, result: { count: 1 } }));
  assert.deepEqual([outcome, progress], [{ count: 1 }, []]);
});

Deno.test("a stream that ends before the result is a lost response", async () => {
  const { outcome } = await request(() => streamEvents(toProgress(40)));
  assert.ok(outcome instanceof BridgeError);
  assert.deepEqual([outcome.failure, outcome.message], ["offline", "The response of the server was lost."]);
});

Deno.test("an error in a stream has the words of the server", async () => {
  const { outcome } = await request(() => streamEvents(toProgress(40), { id: 1, error: { message: "Stopped." } }));
  assert.ok(outcome instanceof BridgeError);
  assert.deepEqual([outcome.failure, outcome.message], ["failed", "Stopped."]);
});
