import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { WebhookSender, type WebhookSenderOptions } from "../../../server/webhooks/mod.ts";
import type { Desk, Webhook } from "../../../store/mod.ts";
import { BY, createTickets, openDeskWithCustomer, type TestDesk } from "../../store/open_test_desk.ts";
import { until } from "../../until.ts";
import { NEXT_SECRET, type Received, type Receiver, SECRET, startReceiver } from "./receiver.ts";

async function setWebhook(desk: Desk, url: string, webhook: Partial<Webhook> = {}): Promise<void> {
  const crm = { url, secrets: [SECRET], private_addresses: true, ...webhook };
  await desk.settings.change((document) => ({ ...document, webhooks: { crm } }), BY);
}

interface Sending extends AsyncDisposable {
  errors: string[];
}

function startSender(desk: Desk, options: Partial<WebhookSenderOptions> = {}): Sending {
  const errors: string[] = [];
  const onerror = ({ message }: Error) => errors.push(message);
  const sender = new WebhookSender({ desk, version: "1.2.3", onerror, pause: 20, ...options });
  sender.start();
  return { errors, [Symbol.asyncDispose]: () => sender.close() };
}

async function readState(desk: TestDesk) {
  return (await desk.webhooks.list())[0]!;
}

Deno.test("a webhook gets signed messages, with the event and its ticket", async () => {
  await using desk = await openDeskWithCustomer();
  await using receiver = startReceiver();
  await setWebhook(desk, receiver.url);
  await using _sending = startSender(desk);
  await createTickets(desk, "Card blocked");
  await desk.tickets.addComment("1", { kind: "customer", body: "Please!" }, BY);
  const [created, commented] = (await receiver.waitFor(2)).toSorted((one, other) =>
    one.message.data.event.revision - other.message.data.event.revision
  );
  assert.deepEqual([created!.message.type, commented!.message.type], ["ticket.created", "ticket.commented"]);
  const { ticket, event } = commented!.message.data;
  assert.deepEqual([ticket.id, ticket.subject, ticket.customer], ["1", "Card blocked", "ada@example.com"]);
  assert.deepEqual([event.comment.body, event.by.name, commented!.message.timestamp], [
    "Please!",
    "test-host",
    event.at,
  ]);
  assert.match(created!.id, /^evt_1_1_/);
  assert.deepEqual(
    [created!.path, created!.headers.get("user-agent"), created!.headers.get("content-type")],
    ["/hook", "support-mcp/1.2.3", "application/json"],
  );
  await until(async () => (await readState(desk)).waiting === 0, "the queue is empty");
});

Deno.test("a webhook gets only the events that it names", async () => {
  await using desk = await openDeskWithCustomer();
  await using receiver = startReceiver();
  await setWebhook(desk, receiver.url, { events: ["closed"] });
  await using _sending = startSender(desk);
  await createTickets(desk, "One");
  await desk.tickets.close("1", "Done.", BY);
  const [only] = await receiver.waitFor(1);
  await until(async () => (await readState(desk)).waiting === 0, "the queue is empty");
  assert.deepEqual([only!.message.type, receiver.received.length], ["ticket.closed", 1]);
});

Deno.test("events are queued, and counted as waiting, while an attempt has no response", async () => {
  await using desk = await openDeskWithCustomer();
  const held = Promise.withResolvers<Response>();
  await using receiver = startReceiver(() => held.promise);
  await setWebhook(desk, receiver.url, { events: ["created", "closed"] });
  await using _sending = startSender(desk);
  await createTickets(desk, "One");
  await receiver.waitFor(1);
  await desk.tickets.close("1", "Done.", BY);
  await until(async () => (await readState(desk)).waiting === 2, "the second event is queued");
  assert.equal(receiver.received.length, 1);
  held.resolve(new Response());
  await receiver.waitFor(2);
});

Deno.test("both secrets sign a message while they change", async () => {
  await using desk = await openDeskWithCustomer();
  await using old = startReceiver();
  await setWebhook(desk, old.url, { secrets: [NEXT_SECRET, SECRET] });
  await using _sending = startSender(desk);
  await createTickets(desk, "One");
  const [message] = await old.waitFor(1);
  assert.equal(message!.headers.get("webhook-signature")!.split(" ").length, 2);
});

Deno.test("a webhook over HTTPS checks the certificate", async () => {
  await using desk = await openDeskWithCustomer();
  const read = (name: string) =>
    Deno.readTextFile(fileURLToPath(new URL(`../../end_to_end/tls/${name}.pem`, import.meta.url)));
  const [cert, key] = await Promise.all([read("cert"), read("key")]);
  await using receiver = startReceiver(undefined, { cert, key });
  await setWebhook(desk, receiver.url);
  await createTickets(desk, "One");
  {
    await using sending = startSender(desk);
    await until(() => sending.errors.length > 0, "the certificate is refused");
    assert.match(sending.errors[0]!, /^Webhook crm: attempt 1: The connection to localhost:\d+ failed: .*certificate/i);
  }
  desk.clock.now += 10_000;
  await using _sending = startSender(desk, { caCerts: [cert] });
  await receiver.waitFor(1);
});

for (
  const [what, answer, reason, code] of [
    ["status 500", () => new Response("no", { status: 500 }), /The response has status 500\.$/, "status"],
    [
      "a redirect",
      () => Response.redirect("http://localhost:1/", 307),
      /status 307\. Redirects are not followed/,
      "redirect",
    ],
    ["no response", (held) => held, /No response arrived in time\.$/, "timeout"],
  ] as [string, (held: Promise<Response>) => Response | Promise<Response>, RegExp, string][]
) {
  Deno.test(`a message with ${what} waits for another attempt`, async () => {
    await using desk = await openDeskWithCustomer();
    const held = Promise.withResolvers<Response>();
    await using receiver = startReceiver((_, count) => count === 1 ? answer(held.promise) : new Response());
    await setWebhook(desk, receiver.url, { events: ["created"] });
    await createTickets(desk, "One");
    {
      await using sending = startSender(desk, { ...what === "no response" && { attemptTime: 300 } });
      await until(() => sending.errors.length > 0, "an attempt has failed");
      held.resolve(new Response());
      assert.match(sending.errors[0]!, reason);
    }
    const { waiting, failed, lastError } = await readState(desk);
    assert.deepEqual([waiting, failed, lastError!.code, reason.test(lastError!.message)], [1, 0, code, true]);
    desk.clock.now += 10_000;
    await using _sending = startSender(desk);
    const [first, second] = await receiver.waitFor(2);
    assert.equal(first!.id, second!.id);
    await until(async () => (await readState(desk)).waiting === 0, "the queue is empty");
  });
}

Deno.test("a failure of a webhook is reported once, until it changes or a message arrives", async () => {
  await using desk = await openDeskWithCustomer();
  let status = 500;
  await using receiver = startReceiver(() => new Response(null, { status }));
  await setWebhook(desk, receiver.url, { events: ["created"] });
  await using sending = startSender(desk);
  let created = 0;
  const countAttempts = () => {
    const { delivered, failed } = desk.webhooks.attempts.get("crm") ?? { delivered: 0, failed: 0 };
    return delivered + failed;
  };
  const answerNext = async (next: number) => {
    status = next;
    await desk.tickets.create({ subject: "One", customer: "ada@example.com" }, BY); // at the same time: no repeat is due
    created += 1;
    await until(() => countAttempts() === created, "the attempt is recorded");
  };
  for (const next of [500, 500, 503, 503, 200, 503]) await answerNext(next);
  const toError = (next: number) => `Webhook crm: attempt 1: The response has status ${next}.`;
  await until(() => sending.errors.length >= 3, "the last failure is reported");
  assert.deepEqual(sending.errors, [500, 503, 503].map(toError));
});

Deno.test("a webhook does not reach private addresses, even when the name changes its address (DNS rebinding)", async () => {
  await using desk = await openDeskWithCustomer();
  await using receiver = startReceiver();
  const port = new URL(receiver.url).port;
  await setWebhook(desk, `https://rebind.example:${port}/`, { private_addresses: false });
  const answers = [["203.0.114.1"], ["127.0.0.1"]];
  let lookups = 0;
  const resolve = () => Promise.resolve(answers[Math.min(lookups++, 1)]!);
  await createTickets(desk, "One");
  {
    // The first address is public, and nothing answers there: the connection is made to it, and to no other.
    await using sending = startSender(desk, { resolve, attemptTime: 200 });
    await until(() => sending.errors.length > 0, "the first attempt has failed");
    assert.equal(lookups, 1);
  }
  desk.clock.now += 10_000;
  await using sending = startSender(desk, { resolve });
  await until(() => sending.errors.length > 0, "the second attempt has failed");
  assert.match(sending.errors[0]!, /rebind\.example has the address 127\.0\.0\.1, which is not public/);
  assert.equal(receiver.received.length, 0);
});

Deno.test("a slow webhook does not hold up another one", async () => {
  await using desk = await openDeskWithCustomer();
  const held = Promise.withResolvers<Response>();
  await using slow = startReceiver(() => held.promise);
  await using quick = startReceiver();
  const toWebhook = ({ url }: Receiver) => ({ url, secrets: [SECRET], private_addresses: true });
  await desk.settings.change(() => ({ webhooks: { slow: toWebhook(slow), quick: toWebhook(quick) } }), BY);
  await using _sending = startSender(desk);
  await createTickets(desk, "One");
  await slow.waitFor(1);
  await createTickets(desk, "Two");
  await quick.waitFor(2);
  assert.equal(slow.received.length, 1);
  held.resolve(new Response());
});

Deno.test("of two servers only one sends, and the other goes on when it ends", async () => {
  await using desk = await openDeskWithCustomer();
  await using receiver = startReceiver();
  await setWebhook(desk, receiver.url, { events: ["created"] });
  const other = { ...desk, webhooks: Object.create(desk.webhooks) as Desk["webhooks"] };
  let turns = 0;
  other.webhooks.takeTurn = () => (turns++, Promise.resolve(false));
  await using _idle = startSender(other);
  {
    await using _sending = startSender(desk);
    await createTickets(desk, "One");
    await receiver.waitFor(1);
  }
  assert.ok(turns > 0);
  assert.equal(await desk.webhooks.takeTurn(), true);
});

Deno.test("messages of events that came while no server ran are sent later", async () => {
  await using desk = await openDeskWithCustomer();
  await using receiver = startReceiver();
  await setWebhook(desk, receiver.url, { events: ["created"] });
  await createTickets(desk, ...Array.from({ length: 12 }, (_, index) => `Ticket ${index}`));
  await using _sending = startSender(desk);
  const ids = (await receiver.waitFor(12)).map(({ message }: Received) => message.data.ticket.id);
  assert.deepEqual(
    ids.map(Number).sort((one, other) => one - other),
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
});
