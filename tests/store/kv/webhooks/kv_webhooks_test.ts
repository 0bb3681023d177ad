import assert from "node:assert/strict";
import { BackgroundWork } from "../../../../store/kv/background/mod.ts";
import { repairStore } from "../../../../store/kv/check/mod.ts";
import { KvSettings } from "../../../../store/kv/settings/mod.ts";
import { KvWebhooks } from "../../../../store/kv/webhooks/mod.ts";
import {
  type Desk,
  openDesk as openStoredDesk,
  type SettingsDocument,
  type WebhookDelivery,
  type Webhooks,
} from "../../../../store/mod.ts";
import type { TicketToImport } from "../../../../store/archive.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, HOUR, MINUTE, openDeskWithCustomer, START, type TestDesk } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

const SECRET = `whsec_${new Uint8Array(32).fill(3).toBase64()}`;
const DAY = 24 * HOUR;

function setWebhooks(desk: Pick<TestDesk, "settings">, webhooks: SettingsDocument["webhooks"]) {
  return desk.settings.change((document) => ({ ...document, webhooks }), BY);
}

async function openDesk(events: NonNullable<SettingsDocument["webhooks"]>[string]["events"] = ["created"]) {
  const desk = await openDeskWithCustomer();
  await setWebhooks(desk, { crm: { url: "https://example.com/hook", secrets: [SECRET], events } });
  assert.equal(await desk.webhooks.takeTurn(), true);
  await desk.webhooks.queueEvents("crm");
  return desk;
}

const create = (desk: Pick<TestDesk, "tickets">) =>
  desk.tickets.create({ subject: "Secret words", customer: "ada@example.com" }, BY);

async function takeDue(webhooks: Webhooks): Promise<WebhookDelivery[]> {
  await webhooks.queueEvents("crm");
  return await webhooks.listDue("crm", 100);
}

Deno.test("a webhook gets the events since it was set, once", async () => {
  await using desk = await openDeskWithCustomer();
  await create(desk);
  await setWebhooks(desk, { crm: { url: "https://example.com/", secrets: [SECRET] } });
  await create(desk);
  await desk.webhooks.takeTurn();
  const [only, ...others] = await takeDue(desk.webhooks);
  assert.deepEqual([only!.message.data.ticket.id, only!.attempt, others], ["2", 1, []]);
  await desk.webhooks.recordSuccess(only!);
  assert.deepEqual(await takeDue(desk.webhooks), []);
});

Deno.test("each event of a commit becomes a message, also those that change nothing", async () => {
  await using desk = await openDesk(["created", "commented", "closed", "merged"]);
  await Promise.all([create(desk), create(desk), create(desk)]);
  await Promise.all([
    desk.tickets.addComment("1", { kind: "note", body: "One" }, BY),
    desk.tickets.addComment("1", { kind: "note", body: "Two" }, BY),
    desk.tickets.recordRefusal("1", BY),
  ]);
  await desk.tickets.merge("2", "3", BY);
  const due = await takeDue(desk.webhooks);
  const types = due.map(({ message: { type, data } }) => `${data.ticket.id} ${type} ${data.event.comment?.body ?? ""}`);
  assert.deepEqual(types.filter((type) => type.startsWith("1 ")).sort(), [
    "1 ticket.commented One",
    "1 ticket.commented Two",
    "1 ticket.created ",
  ]);
  assert.ok(types.includes("2 ticket.merged "), types.join());
  assert.equal(new Set(due.map(({ id }) => id)).size, due.length);
});

Deno.test("a change that makes a ticket overdue at once, and the passed deadline, are messages with different ids", async () => {
  await using store = await openTestStore();
  await new BackgroundWork(store).run();
  const webhooks = new KvWebhooks(store, store.tickets);
  await setWebhooks({ settings: new KvSettings(store) }, { crm: { url: "https://example.com/", secrets: [SECRET] } });
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await create(store);
  store.clock.now += 6 * HOUR;
  await store.tickets.update("1", { priority: "urgent" }, BY);
  await new BackgroundWork(store).run();
  await webhooks.takeTurn();
  const due = (await takeDue(webhooks)).filter(({ message }) => message.type !== "ticket.created");
  assert.deepEqual(
    due.map(({ message: { type, timestamp } }) => `${type} ${timestamp}`).sort(),
    ["ticket.first_reply_overdue 2026-11-01T15:00:00.000Z", "ticket.updated 2026-11-01T15:00:00.000Z"],
  );
  assert.equal(new Set(due.map(({ id }) => id)).size, 2);
});

Deno.test("imported tickets are not sent", async () => {
  await using desk = await openDesk();
  const ticket = { subject: "Old", customer: "ada@example.com" };
  await desk.archive.importTickets([{ ticket }], BY.by);
  assert.deepEqual(await takeDue(desk.webhooks), []);
});

Deno.test("imported histories are not sent, but what happens afterwards is", async () => {
  await using other = await openDeskWithCustomer();
  await create(other);
  await other.tickets.close("1", "Done.", BY);
  const exported = await Array.fromAsync(other.archive.exportTickets());
  await using desk = await openDesk(["created", "closed", "updated"]);
  const [imported] = await desk.archive.importTickets(exported as TicketToImport[], BY.by);
  assert.equal(imported!.outcome, "added");
  assert.deepEqual(await takeDue(desk.webhooks), []);
  await desk.tickets.update("1", { description: "Corrected" }, BY);
  const due = await takeDue(desk.webhooks);
  assert.deepEqual(due.map(({ message }) => message.type), ["ticket.updated"]);
});

for (const pause of [0, 3 * DAY]) {
  for (const isQueued of [true, false]) {
    const when = `${isQueued ? "after" : "before"} its creation was queued, ${pause === 0 ? "at once" : "days later"}`;
    Deno.test(`a description that is edited ${when}, is sent as one creation and one update`, async () => {
      await using desk = await openDesk(["created", "updated"]);
      await desk.tickets.create({ subject: "One", customer: "ada@example.com", description: "First" }, BY);
      const sent = isQueued ? await takeDue(desk.webhooks) : [];
      for (const delivery of sent) await desk.webhooks.recordSuccess(delivery);
      await desk.webhooks.endTurn();
      desk.clock.now += pause;
      await desk.tickets.update("1", { description: "Second" }, BY);
      await desk.tickets.update("1", { description: "Third" }, BY);
      desk.clock.now += pause;
      await desk.webhooks.takeTurn();
      const due = await takeDue(desk.webhooks);
      const messages = [...sent, ...due].map(({ message }) =>
        `${message.type} ${message.data.event.after.description}`
      );
      assert.deepEqual(messages, ["ticket.created First", "ticket.updated Second", "ticket.updated Third"]);
      for (const delivery of due) await desk.webhooks.recordSuccess(delivery);
      assert.deepEqual(await takeDue(desk.webhooks), []);
    });
  }
}

Deno.test("after a repair, the events that were not queued and the new ones are sent, but no imported ones", async () => {
  await using folder = await TemporaryFolder.create();
  await using other = await openDeskWithCustomer();
  other.clock.now = Date.parse(START) + 2 * MINUTE;
  for (const _ of ["1", "2"]) await create(other);
  const [, exported] = await Array.fromAsync(other.archive.exportTickets());
  const path = folder.file("desk.db");
  const clock = { now: Date.parse(START) };
  const run = async <T>(work: (desk: Desk) => Promise<T>): Promise<T> => {
    const desk = await openStoredDesk(path, { now: () => clock.now });
    return await work(desk).finally(() => desk.close());
  };
  await run(async (desk) => {
    await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    await setWebhooks(desk, {
      crm: { url: "https://example.com/", secrets: [SECRET], events: ["created", "updated"] },
    });
    await create(desk);
    await desk.tickets.update("1", { description: "Changed" }, BY);
    clock.now += MINUTE;
    await desk.webhooks.takeTurn();
    for (const delivery of await takeDue(desk.webhooks)) await desk.webhooks.recordSuccess(delivery);
    await desk.webhooks.endTurn();
    clock.now += MINUTE;
    const [imported] = await desk.archive.importTickets([exported as TicketToImport], BY.by);
    assert.deepEqual(imported, { outcome: "added", id: "2" });
    await create(desk);
  });
  const kv = await Deno.openKv(path);
  await kv.delete(["count", "customers"]);
  kv.close();
  assert.notEqual((await repairStore(path)).kept, null);
  const takeTickets = () =>
    run(async (desk) => {
      await create(desk);
      await desk.webhooks.takeTurn();
      const due = await takeDue(desk.webhooks);
      for (const delivery of due) await desk.webhooks.recordSuccess(delivery);
      return due.map(({ message }) => message.data.ticket.id);
    });
  assert.deepEqual(await takeTickets(), ["3", "4"]);
  clock.now += 3 * DAY;
  assert.deepEqual(await takeTickets(), ["5"]);
});

Deno.test("attempts go on for about a day, then the message has failed, and can be sent again", async () => {
  await using desk = await openDesk();
  await create(desk);
  const start = desk.clock.now;
  const times: number[] = [];
  for (
    let due = await takeDue(desk.webhooks);
    due.length > 0 || times.length < 11;
    due = await takeDue(desk.webhooks)
  ) {
    if (due.length > 0) {
      times.push(desk.clock.now - start);
      assert.equal(due[0]!.attempt, times.length);
      await desk.webhooks.recordFailure(due[0]!, { code: "status", message: "The response has status 500." });
    } else desk.clock.now += times.at(-1)! < MINUTE ? 500 : times.at(-1)! < HOUR ? MINUTE : HOUR / 4;
    await desk.webhooks.takeTurn();
  }
  assert.equal(times.length, 11);
  assert.ok(times[1]! >= 4_000 && times[1]! <= 6_000, String(times[1]));
  assert.ok(times.at(-1)! > 18 * HOUR && times.at(-1)! < 30 * HOUR, String(times.at(-1)));
  assert.deepEqual(await desk.webhooks.list(), [
    {
      name: "crm",
      waiting: 0,
      since: null,
      failed: 1,
      lastError: { code: "status", message: "The response has status 500." },
    },
  ]);
  assert.deepEqual(desk.webhooks.attempts.get("crm"), { delivered: 0, failed: 11 });
  assert.deepEqual([await desk.webhooks.retry("crm"), await desk.webhooks.retry()], [1, 0]);
  assert.equal((await takeDue(desk.webhooks))[0]!.attempt, 1);
  await assert.rejects(desk.webhooks.retry("shop"), /Webhook "shop" not found\. The settings have crm\./);
});

Deno.test("a webhook that was away for longer than the change log finds its events in the histories", async () => {
  await using desk = await openDesk(["created", "closed"]);
  await create(desk);
  for (const delivery of await takeDue(desk.webhooks)) await desk.webhooks.recordSuccess(delivery);
  await create(desk);
  await desk.tickets.close("1", "Done.", BY);
  desk.clock.now += 3 * DAY;
  await desk.webhooks.takeTurn();
  const due = await takeDue(desk.webhooks);
  assert.deepEqual(due.map(({ message }) => `${message.data.ticket.id} ${message.type}`).sort(), [
    "1 ticket.closed",
    "2 ticket.created",
  ]);
  for (const delivery of due) await desk.webhooks.recordSuccess(delivery);
  assert.deepEqual(await takeDue(desk.webhooks), []);
});

Deno.test("an erasure leaves no words of the customer in the queue, and is sent itself", async () => {
  await using desk = await openDesk(["created", "commented", "closed", "erased"]);
  await create(desk);
  await desk.tickets.addComment("1", { kind: "customer", body: "Secret comment" }, BY);
  await desk.tickets.close("1", "Secret resolution", BY);
  await desk.webhooks.queueEvents("crm");
  const { state } = await desk.erasures.preview("ada@example.com");
  await desk.erasures.erase("ada@example.com", state, BY);
  const due = await takeDue(desk.webhooks);
  assert.deepEqual(due.map(({ message }) => message.type).sort(), [
    "ticket.closed",
    "ticket.commented",
    "ticket.created",
    "ticket.erased",
  ]);
  assert.doesNotMatch(JSON.stringify(due), /ada|Secret/);
});

for (
  const [what, pause] of [["a moment", 0], ["longer than the change log has entries", 3 * DAY]] as [string, number][]
) {
  Deno.test(`events before and after an erasure are sent once, if they were not queued for ${what}`, async () => {
    await using desk = await openDesk(["created", "closed", "erased"]);
    await create(desk);
    for (const delivery of await takeDue(desk.webhooks)) await desk.webhooks.recordSuccess(delivery);
    await desk.tickets.close("1", "Secret resolution", BY);
    await desk.webhooks.endTurn();
    desk.clock.now += pause;
    const { state } = await desk.erasures.preview("ada@example.com");
    await desk.erasures.erase("ada@example.com", state, BY);
    desk.clock.now += pause;
    await desk.webhooks.takeTurn();
    const due = await takeDue(desk.webhooks);
    assert.deepEqual(due.map(({ message }) => message.type).sort(), ["ticket.closed", "ticket.erased"]);
    assert.doesNotMatch(JSON.stringify(due), /ada|Secret/);
    for (const delivery of due) await desk.webhooks.recordSuccess(delivery);
    assert.deepEqual(await takeDue(desk.webhooks), []);
  });
}

Deno.test("a comment by an erased customer in the ticket of another is sent, without its words", async () => {
  await using desk = await openDesk(["commented", "erased"]);
  await desk.customers.create({ name: "Bob", email: "bob@example.com" }, BY);
  await desk.tickets.create({ subject: "Bob's", customer: "bob@example.com" }, BY);
  await desk.tickets.addComment("1", { kind: "customer", author: "ada@example.com", body: "Secret" }, BY);
  const { state } = await desk.erasures.preview("ada@example.com");
  await desk.erasures.erase("ada@example.com", state, BY);
  await desk.tickets.addComment("1", { kind: "note", body: "Later" }, BY);
  const due = await takeDue(desk.webhooks);
  const types = due.map(({ message: { type, data } }) => `${type} ${data.event.comment?.body ?? ""}`);
  assert.deepEqual(types.sort(), ["ticket.commented Erased", "ticket.commented Later", "ticket.erased "]);
  assert.doesNotMatch(JSON.stringify(due), /ada@|Secret/);
});

Deno.test("events are queued once, even if two processes queue them", async () => {
  await using store = await openTestStore();
  const [one, other] = await openTwo(store);
  await one.takeTurn();
  await one.queueEvents("crm");
  await store.tickets.create({ subject: "One", customer: "ada@example.com" }, BY);
  await Promise.all([one.queueEvents("crm"), other.queueEvents("crm")]);
  assert.equal((await one.listDue("crm", 5)).length, 1);
});

Deno.test("the queues of a webhook that the settings no longer have are removed", async () => {
  await using desk = await openDesk();
  await create(desk);
  await desk.webhooks.queueEvents("crm");
  await setWebhooks(desk, {});
  await desk.webhooks.removeOthers();
  await setWebhooks(desk, { crm: { url: "https://example.com/hook", secrets: [SECRET] } });
  assert.deepEqual(await takeDue(desk.webhooks), []);
});

async function openTwo(store: TestStore): Promise<[KvWebhooks, KvWebhooks]> {
  const settings = new KvSettings(store);
  await setWebhooks({ settings }, { crm: { url: "https://example.com/hook", secrets: [SECRET] } });
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  return [new KvWebhooks(store, store.tickets), new KvWebhooks(store, store.tickets)];
}

Deno.test("one process at a time has the turn, and another takes over when it stops", async () => {
  await using store = await openTestStore();
  const [one, other] = await openTwo(store);
  assert.deepEqual([await one.takeTurn(), await other.takeTurn()], [true, false]);
  store.clock.now += 45_000;
  assert.equal(await one.takeTurn(), true); // renewed
  store.clock.now += 45_000;
  assert.equal(await other.takeTurn(), false);
  store.clock.now += 30_000; // as after kill -9
  assert.equal(await other.takeTurn(), true);
  await other.endTurn();
  assert.equal(await one.takeTurn(), true);
});

Deno.test("a process that has lost its turn changes nothing, and its message is sent again", async () => {
  await using store = await openTestStore();
  const [one, other] = await openTwo(store);
  await one.takeTurn();
  await store.tickets.create({ subject: "One", customer: "ada@example.com" }, BY);
  await one.queueEvents("crm");
  const [delivery] = await one.listDue("crm", 5);
  store.clock.now += 61_000;
  await other.takeTurn();
  await assert.rejects(one.recordSuccess(delivery!), /Another process sends/);
  await assert.rejects(
    one.queueEvents("crm").then(() => one.recordFailure(delivery!, { code: "status", message: "x" })),
    /Another process sends/,
  );
  const [again] = await other.listDue("crm", 5);
  assert.deepEqual([again!.id, again!.attempt], [delivery!.id, 1]);
});

for (
  const [what, webhook, problem] of [
    ["no URL", { url: "example.com" }, /^webhooks\/crm\/url must be a URL such as/],
    ["another scheme", { url: "file:///etc/passwd" }, /^webhooks\/crm\/url must be a URL such as/],
    ["http", { url: "http://example.com" }, /url must start with https:, unless private_addresses is true/],
    ["a password", { url: "https://a:secret@example.com" }, /url must not have a user name or a password/],
    ["a fragment", { url: "https://example.com/#a" }, /url must not have a part after #/],
    ["an unknown event", { events: ["opened"] }, /events\/0 must be one of created, updated/],
    ["imports", { events: ["imported"] }, /events\/0 must be one of created/],
    ["no event", { events: [] }, /events needs an event\. For all, omit it/],
    ["an unknown member", { event: ["closed"] }, /has no member "event" \(did you mean "events"\?\)/],
  ] as const
) {
  Deno.test(`a webhook with ${what} is rejected`, async () => {
    await using desk = await openDeskWithCustomer();
    const crm = { url: "https://example.com/hook", secrets: [SECRET], ...webhook };
    await assert.rejects(desk.settings.change(() => ({ webhooks: { crm } }), BY), ({ message }: Error) => {
      assert.match(message, problem);
      assert.doesNotMatch(message, /secret@|whsec/);
      return true;
    });
  });
}
