import assert from "node:assert/strict";
import { DeskError, type IntakeSource, type SettingsDocument } from "../../../../../store/mod.ts";
import { BY, openDeskWithCustomer, type TestDesk } from "../../../../store/open_test_desk.ts";
import type { HttpResult } from "../post.ts";
import { startServer, type TestServerOptions } from "../start_server.ts";
import { OTHER_SECRET, SECRET, send, type SendOptions } from "./signed_message.ts";

const ADA = { customer: "ada@example.com", message: "My card is blocked.\nPlease help." };

interface Intake extends AsyncDisposable {
  desk: TestDesk;
  url: string;
  send(message: unknown, options?: SendOptions): Promise<HttpResult>;
}

async function open(
  source: Partial<IntakeSource> | null = {},
  options: TestServerOptions = {},
): Promise<Intake> {
  const desk = await openDeskWithCustomer();
  if (source !== null) await setIntake(desk, { website: { secrets: [SECRET], ...source } });
  const server = await startServer({ ...options, desk });
  const url = server.at("/intake");
  return {
    desk,
    url,
    send: (message, sending) => send(url, message, sending),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await desk[Symbol.asyncDispose]();
    },
  };
}

async function setIntake(desk: TestDesk, intake: SettingsDocument["intake"]): Promise<void> {
  await desk.settings.change((document) => ({ ...document, intake }), BY);
}

async function assertRefused(
  { desk }: Intake,
  { status, json, text }: HttpResult,
  expected: number,
  says: RegExp,
): Promise<void> {
  assert.equal(status, expected, text);
  assert.deepEqual(Object.keys(json), ["error"]);
  assert.match(json.error, says);
  assert.equal((await desk.tickets.getStats()).total, 0);
}

Deno.test("POST /intake is off until the settings name a source", async () => {
  await using intake = await open(null);
  assert.equal((await intake.send(ADA)).status, 404);
  await setIntake(intake.desk, { website: { secrets: [SECRET] } });
  assert.equal((await intake.send(ADA)).status, 200);
  await setIntake(intake.desk, {});
  assert.equal((await intake.send(ADA)).status, 404);
});

Deno.test("POST /intake creates a ticket, and the history names the source", async () => {
  await using intake = await open();
  const { status, json } = await intake.send({ ...ADA, tags: ["web"], priority: "high" });
  assert.deepEqual([status, json], [200, { ticket_id: "1", outcome: "created" }]);
  const { subject, customer, account_tier, description, tags, priority } = await intake.desk.tickets.get("1");
  assert.deepEqual([subject, customer, account_tier], ["My card is blocked.", "ada@example.com", "pro"]);
  assert.deepEqual([description, tags, priority], [ADA.message, ["web"], "high"]);
  const [event] = (await intake.desk.tickets.listEvents("1")).items;
  assert.deepEqual(event!.by, { kind: "system", name: "intake", version: null, on_behalf_of: "website" });
});

Deno.test("POST /intake takes fields as loosely written as the arguments of tools", async () => {
  await using intake = await open();
  const loose: Record<string, unknown>[] = [
    { priority: "HIGH", tags: [" web ", "", "VIP"] },
    { priority: " High ", tags: "web, vip" },
    { Priority: "high", tags: '["web","vip"]', subject: " ", name: null },
  ];
  for (const [index, fields] of loose.entries()) {
    assert.deepEqual((await intake.send({ ...ADA, ...fields })).status, 200);
    const { tags, priority, subject } = await intake.desk.tickets.get(String(index + 1));
    assert.deepEqual([tags, priority, subject], [["web", "vip"], "high", "My card is blocked."]);
  }
  const { status, json } = await intake.send({ ...ADA, priority: "high", Priority: "low" });
  assert.deepEqual([status, json.error], [422, "priority is set twice, with different values."]);
});

Deno.test("POST /intake takes a body with a byte-order mark, which the signature covers", async () => {
  await using intake = await open();
  const { status, json } = await intake.send(`\ufeff${JSON.stringify(ADA)}`);
  assert.deepEqual([status, json], [200, { ticket_id: "1", outcome: "created" }]);
});

Deno.test("POST /intake creates the account of a new customer", async () => {
  await using intake = await open();
  await intake.send({ customer: "Bob@Example.com", name: "Bob", subject: "Hello", message: "Hi" });
  const { name, account_tier } = await intake.desk.customers.get("bob@example.com");
  assert.deepEqual([name, account_tier], ["Bob", "free"]);
  assert.equal((await intake.desk.tickets.get("1")).subject, "Hello");
});

Deno.test("POST /intake replaces a name that comes from the address by the first one that arrives", async () => {
  await using intake = await open();
  const { customers } = intake.desk;
  const bob = { customer: "bob@example.com", message: "Hi", reference: "order-17" };
  const readName = async () => (await customers.get("bob@example.com")).name;
  await intake.send(bob);
  await customers.update("bob@example.com", { notes: "Called" }, BY);
  assert.equal((await intake.send(bob)).json.outcome, "commented");
  assert.equal(await readName(), "bob");
  await intake.send({ ...bob, name: "Bob Brown" });
  assert.equal(await readName(), "Bob Brown");
  const [event] = (await customers.listEvents("bob@example.com")).items.filter(({ before }) => before.name === "bob");
  assert.deepEqual([event!.what, event!.after.name, event!.by.on_behalf_of], ["updated", "Bob Brown", "website"]);
  await intake.send({ customer: "bob@example.com", message: "New", name: "Robert" });
  assert.equal(await readName(), "Bob Brown");
});

Deno.test("POST /intake keeps a name that someone has set, even the one in the address", async () => {
  await using intake = await open();
  const { customers } = intake.desk;
  await intake.send({ customer: "bob@example.com", message: "Hi", name: "Robert" });
  await customers.update("bob@example.com", { name: "bob" }, BY);
  await intake.send({ customer: "bob@example.com", message: "Hi again", name: "Robert" });
  assert.equal((await customers.get("bob@example.com")).name, "bob");
});

Deno.test("POST /intake adds messages to the ticket with the same reference", async () => {
  await using intake = await open();
  const first = await intake.send({ ...ADA, reference: "order-17" });
  await intake.desk.tickets.update("1", { status: "pending" }, BY);
  const second = await intake.send({ ...ADA, message: "Any news?", reference: "order-17" });
  assert.deepEqual([first.json.outcome, second.json], ["created", { ticket_id: "1", outcome: "commented" }]);
  const { status, external_id, last_customer_message_at } = await intake.desk.tickets.get("1");
  assert.deepEqual([status, external_id, last_customer_message_at !== undefined], ["open", "order-17", true]);
  const [comment] = (await intake.desk.tickets.listComments("1")).items;
  assert.deepEqual([comment!.kind, comment!.author, comment!.body], ["customer", "ada@example.com", "Any news?"]);
  assert.deepEqual((await intake.desk.tickets.search("external:order-17")).items.map(({ id }) => id), ["1"]);
});

Deno.test("POST /intake adds messages to a ticket by id, and reopens it", async () => {
  await using intake = await open();
  await intake.send(ADA);
  await intake.desk.tickets.close("1", "Unblocked.", BY);
  for (const ticket_id of ["1", "#1", 1]) {
    assert.equal((await intake.send({ ...ADA, ticket_id })).json.outcome, "commented");
  }
  assert.equal((await intake.desk.tickets.get("1")).status, "open");
});

Deno.test("POST /intake follows a merged ticket, and starts a new one for a ticket closed long ago", async () => {
  await using intake = await open();
  await intake.send(ADA);
  await intake.send(ADA);
  await intake.desk.tickets.merge("1", "2", BY);
  assert.deepEqual((await intake.send({ ...ADA, ticket_id: "1" })).json, { ticket_id: "2", outcome: "commented" });
  await intake.desk.tickets.close("2", "Done.", BY);
  intake.desk.clock.now += 15 * 24 * 60 * 60 * 1000;
  assert.deepEqual((await intake.send({ ...ADA, ticket_id: "2" })).json, { ticket_id: "3", outcome: "created" });
  assert.deepEqual((await intake.send({ ...ADA, ticket_id: "2" })).json, { ticket_id: "3", outcome: "commented" });
});

Deno.test("POST /intake gives a repeated id the first answer for a week, and refuses it for another message", async () => {
  await using intake = await open();
  const message = { ...ADA, reference: "order-17" };
  const first = await intake.send(message, { id: "msg_one" });
  await intake.send({ ...message, message: "More" }, { id: "msg_two" });
  intake.desk.clock.now += 6 * 24 * 60 * 60 * 1000;
  const repeated = await intake.send(message, { id: "msg_one" });
  assert.deepEqual(repeated.json, first.json);
  const other = await intake.send({ ...message, message: "Less" }, { id: "msg_one" });
  assert.equal(other.status, 409);
  assert.match(other.json.error, /^webhook-id was used before, for another message\. Use a new webhook-id /);
  const { total } = await intake.desk.tickets.getStats();
  assert.deepEqual([total, (await intake.desk.tickets.get("1")).comment_count], [1, 1]);
});

Deno.test("POST /intake takes a message once that is sent many times at the same time", async () => {
  await using intake = await open();
  const answers = await Promise.all(Array.from({ length: 8 }, () => intake.send(ADA, { id: "msg_same" })));
  assert.deepEqual(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal((await intake.desk.tickets.getStats()).total, 1);
});

Deno.test("POST /intake keeps the ids of two sources apart", async () => {
  await using intake = await open();
  await setIntake(intake.desk, { website: { secrets: [SECRET] }, shop: { secrets: [OTHER_SECRET] } });
  for (const secret of [SECRET, OTHER_SECRET]) await intake.send(ADA, { id: "msg_same", secret });
  assert.equal((await intake.desk.tickets.getStats()).total, 2);
  const [event] = (await intake.desk.tickets.listEvents("2")).items;
  assert.equal(event!.by.on_behalf_of, "shop");
});

Deno.test("POST /intake takes the customer's address from a mailbox and a mailto link", async () => {
  await using intake = await open();
  for (const customer of ["Eve Roe <Eve@example.com>", "mailto:eve@example.com"]) {
    assert.equal((await intake.send({ customer, message: "Hi" })).status, 200);
  }
  const { items } = await intake.desk.tickets.search("customer:eve@example.com");
  assert.deepEqual(items.map(({ customer }) => customer), ["eve@example.com", "eve@example.com"]);
  assert.equal((await intake.desk.customers.get("eve@example.com")).name, "Eve Roe");
});

Deno.test("POST /intake accepts the old and the new secret while they change", async () => {
  await using intake = await open({ secrets: [SECRET, OTHER_SECRET] });
  for (const secret of [SECRET, OTHER_SECRET]) assert.equal((await intake.send(ADA, { secret })).status, 200);
  await setIntake(intake.desk, { website: { secrets: [OTHER_SECRET] } });
  assert.equal((await intake.send(ADA, { secret: SECRET })).status, 401);
});

for (
  const [what, options, says] of [
    ["a wrong signature", { secret: OTHER_SECRET }, /^webhook-signature is wrong/],
    ["a signature of another form", { headers: { "webhook-signature": "v1" } }, /^webhook-signature is wrong/],
    ["no signature", { headers: { "webhook-signature": "" } }, /headers .* are required/],
    ["another id than the signed one", { headers: { "webhook-id": "msg_x" } }, /^webhook-signature is wrong/],
    ["an old timestamp", { at: new Date(Date.now() - 6 * 60_000) }, /^webhook-timestamp is more than 5 minutes old/],
    ["a timestamp of the future", { at: new Date(Date.now() + 6 * 60_000) }, /5 minutes in the future/],
    ["a timestamp that is none", { headers: { "webhook-timestamp": "today" } }, /must be seconds/],
  ] as const satisfies readonly [string, SendOptions, RegExp][]
) {
  Deno.test(`POST /intake rejects ${what} with 401`, async () => {
    await using intake = await open();
    await assertRefused(intake, await intake.send(ADA, options), 401, says);
  });
}

for (
  const [what, message, status, says] of [
    ["an unknown field", { ...ADA, mesage: "Hi" }, 422, /^Unknown field "mesage". The fields are customer, message,/],
    ["no customer", { message: "Hi" }, 422, /^customer is missing/],
    ["no address", { ...ADA, customer: "ada" }, 422, /"ada" is not an email address/],
    ["no message", { customer: "ada@example.com", message: "" }, 422, /^message is missing/],
    ["a blank message", { ...ADA, message: " \n" }, 422, /^message is empty/],
    ["a long message", { ...ADA, message: "x".repeat(20_001) }, 422, /^message is too long: 20,001 characters/],
    ["a list for a text", { ...ADA, subject: ["Hi"] }, 422, /^subject must be a text/],
    ["tags of another type", { ...ADA, tags: [["web"]] }, 422, /^tags must be a list of texts/],
    ["an unknown priority", { ...ADA, priority: "asap" }, 422, /^priority cannot be "asap"/],
    ["an unknown ticket", { ...ADA, ticket_id: "99" }, 422, /^Ticket #99 not found/],
    ["a ticket and a reference", { ...ADA, ticket_id: "1", reference: "a" }, 422, /not both/],
    ["a long reference", { ...ADA, reference: "x".repeat(201) }, 422, /^reference is too long/],
    ["an erased address", { ...ADA, customer: "erased-1@erased.invalid" }, 422, /is for erased customers/],
    ["a list", "[]", 400, /not a JSON object/],
    ["a text that is not JSON", "customer=ada", 400, /not a JSON object/],
    ["a large body", { ...ADA, subject: "x".repeat(140_000) }, 413, /too large \(limit 131,072 bytes\)/],
  ] as const satisfies readonly [string, unknown, number, RegExp][]
) {
  Deno.test(`POST /intake rejects ${what} with ${status}`, async () => {
    await using intake = await open();
    await assertRefused(intake, await intake.send(message), status, says);
  });
}

Deno.test("POST /intake does not add to a ticket of another customer", async () => {
  await using intake = await open();
  await intake.send({ ...ADA, reference: "order-17" });
  for (const named of [{ ticket_id: "1" }, { reference: "order-17" }]) {
    const { status, json } = await intake.send({ ...named, customer: "mallory@example.com", message: "Hi" });
    assert.deepEqual([status, /another customer/.test(json.error)], [422, true]);
  }
  assert.equal((await intake.desk.tickets.get("1")).comment_count, 0);
  await assert.rejects(intake.desk.customers.get("mallory@example.com"), /not found/);
});

Deno.test("POST /intake limits the messages of a source, with Retry-After", async () => {
  await using intake = await open({ messages_per_minute: 2 });
  for (const status of [200, 200]) assert.equal((await intake.send(ADA)).status, status);
  const { status, headers, json } = await intake.send(ADA);
  assert.deepEqual([status, json.error.startsWith("Rate limit exceeded (2 messages per minute)")], [429, true]);
  assert.ok(Number(headers.get("retry-after")) >= 1);
  assert.equal((await intake.desk.tickets.getStats()).total, 2);
});

Deno.test("POST /intake limits how many signatures an address can try", async () => {
  await using intake = await open({}, { limits: { messagesPerMinute: 2 } });
  const statuses = [];
  for (let tries = 0; tries < 3; tries++) statuses.push((await intake.send(ADA, { secret: OTHER_SECRET })).status);
  assert.deepEqual(statuses, [401, 401, 429]);
});

Deno.test("POST /intake rejects other methods, media types and pages of other sites", async () => {
  await using intake = await open();
  const got = await intake.send(ADA, { method: "GET" });
  assert.deepEqual([got.status, got.headers.get("Allow")], [405, "POST"]);
  assert.match(
    got.json.error,
    /^GET is not supported at this path\. Use POST with a JSON message, and sign it/,
  );
  assert.equal((await intake.send("a=b", { headers: { "content-type": "text/plain" } })).status, 415);
  assert.equal((await intake.send(ADA, { headers: { origin: "https://evil.example" } })).status, 403);
  assert.equal((await intake.desk.tickets.getStats()).total, 0);
});

Deno.test("POST /intake takes in nothing on a read-only server", async () => {
  await using intake = await open({}, { server: { readOnly: true } });
  await assertRefused(intake, await intake.send(ADA), 403, /read-only/);
});

Deno.test("POST /intake answers 503 while the store cannot be written, so that senders try again", async () => {
  await using desk = await openDeskWithCustomer();
  await setIntake(desk, { website: { secrets: [SECRET] } });
  const receive = () => Promise.reject(new DeskError("unavailable", "The disk is full. Nothing was changed."));
  await using server = await startServer({ desk: { ...desk, tickets: { ...desk.tickets, receive } } });
  const { status, headers, json } = await send(server.at("/intake"), ADA);
  assert.deepEqual([status, json, headers.get("retry-after")], [503, {
    error: "The disk is full. Nothing was changed.",
  }, "5"]);
});

Deno.test("a repeated message of an erased customer gets the first answer, and does not bring the customer back", async () => {
  await using intake = await open();
  const { desk } = intake;
  const message = { ...ADA, reference: "order-17" };
  const first = await intake.send(message, { id: "msg_one" });
  await desk.tickets.close("1", "Done.", BY);
  const { state } = await desk.erasures.preview(ADA.customer);
  await desk.erasures.erase(ADA.customer, state, BY);
  assert.equal((await desk.tickets.get("1")).external_id, null);
  const again = await intake.send(message, { id: "msg_one" });
  assert.deepEqual([again.status, again.json], [200, first.json]);
  assert.equal((await desk.tickets.getStats()).total, 1);
  await assert.rejects(desk.customers.get(ADA.customer), /not found/);
  const { json } = await intake.send({ ...message, message: "I am back." }, { id: "msg_two" });
  assert.deepEqual(json, { ticket_id: "2", outcome: "created" });
});

Deno.test("the log of POST /intake has the source and the reason, but neither secrets nor texts", async () => {
  await using desk = await openDeskWithCustomer();
  await setIntake(desk, { website: { secrets: [SECRET] } });
  await using server = await startServer({ desk });
  await send(server.at("/intake"), ADA);
  await send(server.at("/intake"), { ...ADA, subject: ["Secret words"] });
  const [taken, refused] = server.exchanges;
  assert.deepEqual([taken!.principal, taken!.refusal], ["website", undefined]);
  assert.deepEqual([refused!.principal, refused!.refusal], ["website", "subject must be a text."]);
  assert.doesNotMatch(JSON.stringify(server.exchanges), /whsec_|card|Secret words/);
});
