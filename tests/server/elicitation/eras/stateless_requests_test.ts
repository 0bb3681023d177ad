import assert from "node:assert/strict";
import { CLIENT_CAPABILITIES_META_KEY, PROTOCOL_VERSION_META_KEY } from "@modelcontextprotocol/server";
import { openDemoDesk } from "../../connect.ts";
import { connectRawClient } from "./raw_client.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };
const APPROVAL = { action: "accept", content: { decision: "yes" } };

async function withDesk(test: (desk: Awaited<ReturnType<typeof openDemoDesk>>) => Promise<void>): Promise<void> {
  const desk = await openDemoDesk();
  try {
    await test(desk);
    assert.equal((await desk.tickets.get("42")).status, "open");
  } finally {
    await desk.close();
  }
}

function respondTo(result: { inputRequests: Record<string, unknown>; requestState: string }, response: unknown) {
  const [key] = Object.keys(result.inputRequests);
  return { inputResponses: { [key!]: response }, requestState: result.requestState };
}

Deno.test("a client request ends the call with input_required, and its response continues the call", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    assert.equal(result.resultType, "input_required");
    const done = await client.call("merge_tickets", MERGE, respondTo(result, APPROVAL));
    assert.equal(done.result.structuredContent.ticket.status, "closed");
  }));

Deno.test("a response without its request state is ignored", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    const { inputResponses } = respondTo(result, APPROVAL);
    const again = await client.call("merge_tickets", MERGE, { inputResponses });
    assert.equal(again.result.resultType, "input_required");
    assert.equal((await desk.tickets.get("43")).status, "open");
  }));

Deno.test("an approval is valid for one call only", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    const by = { kind: "host", name: "test", version: null } as const;
    const { id } = await desk.tickets.create({ subject: "Third", customer: "bob@example.com" }, { by });
    const { result } = await client.call("merge_tickets", MERGE);
    const other = await client.call("merge_tickets", { ...MERGE, ticket_id: id }, respondTo(result, APPROVAL));
    assert.match(JSON.stringify(other), /belongs to another call/);
    assert.equal((await desk.tickets.get(id)).status, "open");
  }));

Deno.test("a request state that was changed, forged, or signed by another server is rejected", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    await using stranger = await connectRawClient(desk);
    const { result } = await client.call("merge_tickets", MERGE);
    const response = respondTo(result, APPROVAL);
    const [version, body, signature] = response.requestState.split(".");
    const changed = [version, body, (signature![0] === "A" ? "B" : "A") + signature!.slice(1)].join(".");
    for (const requestState of [changed, "v1.e30.AAAA", "nonsense"]) {
      const { error } = await client.call("merge_tickets", MERGE, { ...response, requestState });
      assert.equal(error?.code, -32602);
    }
    assert.equal((await stranger.call("merge_tickets", MERGE, response)).error?.code, -32602);
    assert.equal((await desk.tickets.get("43")).status, "open");
  }));

Deno.test("servers with a shared key continue each other's calls", () =>
  withDesk(async (desk) => {
    const stateKey = "0123456789abcdef0123456789abcdef";
    await using one = await connectRawClient(desk, { stateKey });
    await using other = await connectRawClient(desk, { stateKey });
    const { result } = await one.call("merge_tickets", MERGE);
    const done = await other.call("merge_tickets", MERGE, respondTo(result, APPROVAL));
    assert.equal(done.result.structuredContent.ticket.status, "closed");
  }));

Deno.test("a malformed response is never an approval", () =>
  withDesk(async (desk) => {
    await using client = await connectRawClient(desk);
    for (
      const response of [{ action: "accept" }, { action: "accept", content: { decision: ["yes"] } }, { action: 1 }]
    ) {
      const { result } = await client.call("merge_tickets", MERGE);
      const refused = await client.call("merge_tickets", MERGE, respondTo(result, response));
      assert.notEqual(refused.result?.structuredContent?.ticket?.status, "closed");
      assert.equal((await desk.tickets.get("43")).status, "open");
    }
  }));

for (const revision of ["2099-01-01", "2025-11-25", "tomorrow"]) {
  Deno.test(`a request of revision ${revision} is rejected after one of a supported revision`, () =>
    withDesk(async (desk) => {
      await using client = await connectRawClient(desk);
      assert.ok((await client.call("ticket_stats", {})).result);
      const { error } = await client.call("ticket_stats", {}, {
        _meta: { [PROTOCOL_VERSION_META_KEY]: revision, [CLIENT_CAPABILITIES_META_KEY]: {} },
      });
      assert.deepEqual(error, {
        code: -32022,
        message: `Unsupported protocol version: ${revision}`,
        data: { supported: ["2026-07-28"], requested: revision },
      });
      assert.ok((await client.call("ticket_stats", {})).result);
    }));
}
