import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { PostResponse } from "../../../../../../server/transports/http/wire/responses/post_response.ts";

const result = (id: number): JSONRPCMessage => ({ jsonrpc: "2.0", id, result: { of: id } });
const note: JSONRPCMessage = { jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: "x" } };
const elicitation: JSONRPCMessage = { jsonrpc: "2.0", id: "q", method: "elicitation/create", params: {} };

/** A response with this many results, and the number of its streams. */
function createPostResponse(expected: number, isBatch = false) {
  const streams = { open: 0, made: 0 };
  const reply = new PostResponse({
    expected,
    isBatch,
    acceptsStream: () => true,
    sendElsewhere: () => assert.fail("the client accepts a stream"),
    sendsPrimingEvent: true,
    headers: { "mcp-session-id": "s" },
    onStream() {
      streams.made++;
      streams.open++;
      return () => streams.open--;
    },
  });
  return { reply, streams };
}

Deno.test("PostResponse is JSON if it consists of a result", async () => {
  const { reply, streams } = createPostResponse(1);
  reply.send(result(1));
  const response = await reply.response;
  assert.equal(response.headers.get("mcp-session-id"), "s");
  assert.deepEqual(await response.json(), result(1));
  assert.equal(streams.made, 0);
});

Deno.test("PostResponse is 202 if nothing is expected", async () => {
  assert.equal((await createPostResponse(0).reply.response).status, 202);
});

Deno.test("PostResponse to a batch is one array of results", async () => {
  const { reply } = createPostResponse(2, true);
  reply.send(result(2));
  reply.send(result(1));
  assert.deepEqual(await (await reply.response).json(), [result(2), result(1)]);
});

Deno.test("PostResponse is sent whole if the result follows a notification at once", async () => {
  const { reply, streams } = createPostResponse(1);
  reply.send(note);
  reply.send(result(1));
  const response = await reply.response;
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1/);
  assert.equal(streams.made, 0);
});

Deno.test("PostResponse becomes a stream if the result takes longer than a notification can wait", async () => {
  const { reply, streams } = createPostResponse(1);
  reply.send(note);
  const response = await reply.response;
  assert.deepEqual(streams, { made: 1, open: 1 });
  reply.send(result(1));
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1/);
  assert.deepEqual(streams, { made: 1, open: 0 });
});

Deno.test("PostResponse becomes a stream at once for a request to the client", async () => {
  const { reply } = createPostResponse(1);
  reply.send(note);
  reply.send(elicitation);
  const response = await reply.response;
  reply.send(result(1));
  assert.match(await response.text(), /notifications\/message[\s\S]*elicitation[\s\S]*"of":1/);
});

Deno.test("PostResponse is empty for a cancelled request", async () => {
  const { reply } = createPostResponse(1);
  reply.drop();
  assert.equal(await (await reply.response).text(), "");
  const { reply: other } = createPostResponse(2, true);
  other.drop();
  other.send(result(2));
  assert.deepEqual(await (await other.response).json(), [result(2)]);
});

Deno.test("PostResponse sets no timer for a notification if the response follows at once", async () => {
  const { reply, streams } = createPostResponse(1);
  reply.send(note, true); // a timer that is never cleared would fail this test
  reply.send(result(1));
  assert.match(await (await reply.response).text(), /notifications\/message[\s\S]*"of":1/);
  assert.equal(streams.made, 0);
});

Deno.test("PostResponse to a batch limits how long a notification waits", async () => {
  const { reply, streams } = createPostResponse(2, true);
  reply.send(note, true);
  reply.send(result(1));
  const response = await reply.response;
  assert.equal(streams.made, 1);
  reply.send(result(2));
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1[\s\S]*"of":2/);
});
