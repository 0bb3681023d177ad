import assert from "node:assert/strict";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { KvServer, testWithServer } from "../../store/kv/kv_server.ts";
import { BY } from "../../store/open_test_desk.ts";
import { connectHost } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { Replica, type ToolResponse } from "./replica.ts";

const CUSTOMER = "ana@example.com";

/** Starts a KV Connect server, a desk on it for inspection, and two replicas. */
async function startReplicas() {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await KvServer.start());
  const desk = opened.adopt(await openDesk(server.url), (desk) => desk.close());
  await desk.customers.create({ email: CUSTOMER, name: "Ana" }, BY);
  const [one, other] = await Promise.all([Replica.start(server.url), Replica.start(server.url)]);
  opened.use(one);
  opened.use(other);
  const all = opened.move();
  return { server, desk, one, other, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const createTicket = (replica: Replica, subject: string) =>
  replica.call("create_ticket", { subject, customer: CUSTOMER, idempotency_key: subject });

testWithServer("a write through one replica is read and notified through the other", async () => {
  await using world = await startReplicas();
  const { id } = (await createTicket(world.one, "Card lost")).result.structuredContent.ticket;
  assert.equal(
    (await world.other.call("get_ticket", { ticket_id: id })).result.structuredContent.ticket.subject,
    "Card lost",
  );

  const heard: string[] = [];
  await using listener = await connectHost(world.other.url, {
    prepare: (client) =>
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => void heard.push(params.uri)),
  });
  await listener.client.subscribeResource({ uri: `ticket://${id}` });
  await world.one.call("close_ticket_tool", { ticket_id: id, resolution: "Sent a new one" });
  await until(() => heard.length > 0, "the change was heard");
  assert.deepEqual(new Set(heard), new Set([`ticket://${id}`]));
});

testWithServer("an elicitation of one replica is answered through the other", async () => {
  await using world = await startReplicas();
  const { id } = (await createTicket(world.one, "Card lost")).result.structuredContent.ticket;
  const call = { ticket_id: id, reason: "A second card got lost" };

  const first = (await world.one.call("escalate_ticket", call)).result;
  assert.deepEqual(Object.keys(first.inputRequests), ["priority"]);
  const second = (await world.other.call("escalate_ticket", call, {
    requestState: first.requestState,
    inputResponses: { priority: { action: "accept", content: { priority: "high" } } },
  })).result;
  assert.deepEqual(Object.keys(second.inputRequests), ["note"]);
  const last = (await world.one.call("escalate_ticket", call, {
    requestState: second.requestState,
    inputResponses: { note: { role: "assistant", model: "m", content: { type: "text", text: "Cards get lost." } } },
  })).result;
  assert.deepEqual(last.structuredContent, {
    success: true,
    ticket_id: id,
    priority: "high",
    escalation_note: "Cards get lost.",
    outside_text: ["escalation_note"],
  });
  assert.equal((await world.desk.tickets.get(id)).escalation?.priority, "high");
});

testWithServer(
  "a replica with another key rejects the response to an elicitation of the first, and changes nothing",
  async () => {
    await using world = await startReplicas();
    await using stranger = await Replica.start(world.server.url, null);
    const { id } = (await createTicket(world.one, "Card lost")).result.structuredContent.ticket;
    const call = { ticket_id: id, reason: "A second card got lost" };
    const { requestState } = (await world.one.call("escalate_ticket", call)).result;
    const retry = { requestState, inputResponses: { priority: { action: "accept", content: { priority: "high" } } } };
    const { result, error } = await stranger.call("escalate_ticket", call, retry);
    assert.equal(result, undefined);
    assert.deepEqual([error.code, error.data], [-32602, { reason: "invalid_request_state" }]);
    await stranger.waitForLog((text) => /replicas must share SUPPORT_MCP_STATE_KEY/.test(text));
    assert.equal((await world.desk.tickets.get(id)).revision, 1);
  },
);

testWithServer(
  "acknowledged writes survive the kill of a replica and a restart of the store, each exactly once",
  async () => {
    await using world = await startReplicas();
    const replicas = [world.one, world.other];
    const acknowledged = new Map<string, string>();
    const refusals: string[] = [];
    const all = Array.from({ length: 60 }, (_, index) => `ticket ${index}`);
    const todo = [...all];
    const work = Promise.all(Array.from({ length: 6 }, async (_, worker) => {
      for (let subject = todo.shift(); subject !== undefined; subject = todo.shift()) {
        const id = await waitUntilTaken(replicas, worker, refusals, (replica) => createTicket(replica, subject));
        await waitUntilTaken(replicas, worker, refusals, (replica) => closeTicket(replica, id));
        acknowledged.set(subject, id);
      }
    }));

    await until(() => acknowledged.size >= 10, "ten tickets are done");
    await world.one.kill();
    replicas.splice(0, 1);
    await until(() => acknowledged.size >= 20, "the other replica continues");
    await world.server.kill();
    await until(async () => await world.other.getReadiness() === 503, "the replica is not ready");
    await until(() => refusals.length > 0, "a call is rejected");
    await world.server.restart();
    await until(async () => await world.other.getReadiness() === 200, "the replica is ready again");
    await work;

    assert.ok(refusals.every((text) => /the server does not respond/.test(text)), refusals.join("\n"));
    assert.equal(acknowledged.size, all.length);
    assert.equal(new Set(acknowledged.values()).size, all.length);
    assert.deepEqual(await closedOnce(world.desk), new Map([...acknowledged].sort()));
  },
);

const closeTicket = (replica: Replica, ticket_id: string) =>
  replica.call("close_ticket_tool", { ticket_id, resolution: "Done", idempotency_key: `close ${ticket_id}` });

/** Repeats a call with its idempotency key at any running replica until it succeeds, and returns the ticket's id. */
async function waitUntilTaken(
  replicas: readonly Replica[],
  turn: number,
  refusals: string[],
  call: (replica: Replica) => Promise<ToolResponse>,
): Promise<string> {
  for (const deadline = Date.now() + 60_000;; turn++) {
    const answer = await call(replicas[turn % replicas.length]!).catch((error) => {
      if (Date.now() > deadline) throw error;
      return null; // its replica was killed
    });
    if (answer === null) continue;
    const { structuredContent: content, isError, content: [{ text }] } = answer.result;
    if (!isError) return content.ticket?.id ?? content.ticket_id;
    refusals.push(text);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** Returns the ids, by subject, of tickets whose only events are one creation and one closing. */
async function closedOnce(desk: Desk): Promise<Map<string, string>> {
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  const whole = tickets.filter(({ events }) => events.map(({ what }) => what).join() === "created,closed");
  return new Map(whole.map(({ ticket }) => [ticket.subject, ticket.id] as const).sort());
}
