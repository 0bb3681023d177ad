import assert from "node:assert/strict";
import { openDemoDesk } from "../../connect.ts";
import { connectRawClient } from "./raw_client.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };
const YES = { action: "accept", content: { decision: "yes" } };

async function withDesk(test: (desk: Awaited<ReturnType<typeof openDemoDesk>>) => Promise<void>): Promise<void> {
  const desk = await openDemoDesk();
  try {
    await test(desk);
    assert.equal((await desk.tickets.get("42")).status, "open");
  } finally {
    await desk.close();
  }
}

function answerTo(result: { inputRequests: Record<string, unknown>; requestState: string }, answer: unknown) {
  const [key] = Object.keys(result.inputRequests);
  return { inputResponses: { [key!]: answer }, requestState: result.requestState };
}

Deno.test("a question ends the call with input_required, and the answer goes on with it", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    assert.equal(result.resultType, "input_required");
    const done = await client.call("merge_tickets", MERGE, answerTo(result, YES));
    assert.equal(done.result.structuredContent.ticket.status, "closed");
  }));

Deno.test("an answer without the state that it belongs to is no answer", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    const { inputResponses } = answerTo(result, YES);
    const again = await client.call("merge_tickets", MERGE, { inputResponses });
    assert.equal(again.result.resultType, "input_required");
    assert.equal((await desk.tickets.get("43")).status, "open");
  }));

Deno.test("a yes answers no other call", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const by = { kind: "host", name: "test", version: null } as const;
    const { id } = await desk.tickets.create({ subject: "Third", customer: "bob@example.com" }, { by });
    const { result } = await client.call("merge_tickets", MERGE);
    const other = await client.call("merge_tickets", { ...MERGE, ticket_id: id }, answerTo(result, YES));
    assert.match(JSON.stringify(other), /belongs to another call/);
    assert.equal((await desk.tickets.get(id)).status, "open");
  }));

Deno.test("a state that was changed, made up, or signed by another server is refused", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    await using stranger = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    const answer = answerTo(result, YES);
    const [version, body, signature] = answer.requestState.split(".");
    const changed = [version, body, (signature![0] === "A" ? "B" : "A") + signature!.slice(1)].join(".");
    for (const requestState of [changed, "v1.e30.AAAA", "nonsense"]) {
      const { error } = await client.call("merge_tickets", MERGE, { ...answer, requestState });
      assert.equal(error?.code, -32602);
    }
    assert.equal((await stranger.call("merge_tickets", MERGE, answer)).error?.code, -32602);
    assert.equal((await desk.tickets.get("43")).status, "open");
  }));

Deno.test("servers with a common key go on with each other's questions", () =>
  withDesk(async (desk) => {
    const stateKey = "0123456789abcdef0123456789abcdef";
    await using one = await connectRawClient(desk, { stateKey });
    await using other = await connectRawClient(desk, { stateKey });
    const { result } = await one.call("merge_tickets", MERGE);
    const done = await other.call("merge_tickets", MERGE, answerTo(result, YES));
    assert.equal(done.result.structuredContent.ticket.status, "closed");
  }));

Deno.test("an answer of the wrong shape is a no, never a yes", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    for (const answer of [{ action: "accept" }, { action: "accept", content: { decision: ["yes"] } }, { action: 1 }]) {
      const { result } = await client.call("merge_tickets", MERGE);
      const refused = await client.call("merge_tickets", MERGE, answerTo(result, answer));
      assert.notEqual(refused.result?.structuredContent?.ticket?.status, "closed");
      assert.equal((await desk.tickets.get("43")).status, "open");
    }
  }));
