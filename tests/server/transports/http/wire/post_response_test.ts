import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { PostResponse } from "../../../../../server/transports/http/wire/post_response.ts";

const result = (id: number): JSONRPCMessage => ({ jsonrpc: "2.0", id, result: { of: id } });
const note: JSONRPCMessage = { jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: "x" } };
const question: JSONRPCMessage = { jsonrpc: "2.0", id: "q", method: "elicitation/create", params: {} };

/** An answer to these requests, and how many streams it made. */
function createPostResponse(requests: number[], batch = false) {
  const streams = { open: 0, made: 0 };
  const answer = new PostResponse({
    requests,
    isBatch: batch,
    sendsPrimingEvent: true,
    headers: { "mcp-session-id": "s" },
    onStream() {
      streams.made++;
      streams.open++;
      return () => streams.open--;
    },
  });
  return { answer, streams };
}

Deno.test("Answer is JSON when there is nothing but a result", async () => {
  const { answer, streams } = createPostResponse([1]);
  answer.send(result(1));
  const response = await answer.response;
  assert.equal(response.headers.get("mcp-session-id"), "s");
  assert.deepEqual(await response.json(), result(1));
  assert.equal(streams.made, 0);
});

Deno.test("Answer to a batch is one array of results", async () => {
  const { answer } = createPostResponse([1, 2], true);
  answer.send(result(2));
  answer.send(result(1));
  assert.deepEqual(await (await answer.response).json(), [result(2), result(1)]);
});

Deno.test("Answer with a notification that the result follows at once comes whole", async () => {
  const { answer, streams } = createPostResponse([1]);
  answer.send(note);
  answer.send(result(1));
  const response = await answer.response;
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1/);
  assert.equal(streams.made, 0);
});

Deno.test("Answer becomes a stream when the result takes longer than a notification can wait", async () => {
  const { answer, streams } = createPostResponse([1]);
  answer.send(note);
  const response = await answer.response;
  assert.deepEqual(streams, { made: 1, open: 1 });
  answer.send(result(1));
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1/);
  assert.deepEqual(streams, { made: 1, open: 0 });
});

Deno.test("Answer becomes a stream at once when its client is asked", async () => {
  const { answer } = createPostResponse([1]);
  answer.send(note);
  answer.send(question);
  const response = await answer.response;
  answer.send(result(1));
  assert.match(await response.text(), /notifications\/message[\s\S]*elicitation[\s\S]*"of":1/);
});

Deno.test("Answer to a request that was given up says nothing, and ends", async () => {
  const { answer } = createPostResponse([1]);
  answer.drop(1);
  assert.equal(await (await answer.response).text(), "");
  const { answer: other } = createPostResponse([1, 2], true);
  other.drop(1);
  other.send(result(2));
  assert.deepEqual(await (await other.response).json(), [result(2)]);
});

Deno.test("Answer sets no timer for a notification whose request is answered at once", async () => {
  const { answer, streams } = createPostResponse([1]);
  answer.send(note, true); // a timer that nobody stops would fail this test
  answer.send(result(1));
  assert.match(await (await answer.response).text(), /notifications\/message[\s\S]*"of":1/);
  assert.equal(streams.made, 0);
});

Deno.test("Answer to a batch waits with a notification no longer than that", async () => {
  const { answer, streams } = createPostResponse([1, 2], true);
  answer.send(note, true);
  answer.send(result(1));
  const response = await answer.response;
  assert.equal(streams.made, 1);
  answer.send(result(2));
  assert.match(await response.text(), /notifications\/message[\s\S]*"of":1[\s\S]*"of":2/);
});
