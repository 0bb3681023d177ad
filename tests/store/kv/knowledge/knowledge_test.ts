import assert from "node:assert/strict";
import { type Change, type Desk, openDesk } from "../../../../store/mod.ts";
import { until } from "../../../until.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

async function openKnowledge(now: () => number = Date.now): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(":memory:", { now });
  return { ...desk, [Symbol.asyncDispose]: () => desk.close() };
}

Deno.test("an article is created, changed, archived and restored, with every revision", async () => {
  let time = 0;
  await using desk = await openKnowledge(() => time++);
  time = Date.parse("2026-11-01T09:00:00Z");
  const { knowledge } = desk;
  const created = await knowledge.save(null, { title: " Refund\npolicy ", body: "Five days.\n" }, BY);
  assert.deepEqual(created, {
    id: "refund-policy",
    title: "Refund policy",
    tags: [],
    language: null,
    audience: "internal",
    archived: false,
    revision: 1,
    created_at: "2026-11-01T09:00:00.000Z",
    updated_at: "2026-11-01T09:00:00.000Z",
    outcome: "created",
  });
  const update = { body: "Ten days.", tags: ["Billing", "billing"], language: "DE", audience: "public" } as const;
  const changed = await knowledge.save("refund-policy", update, { ...BY, expectedRevision: 1 });
  assert.deepEqual([changed.outcome, changed.revision, changed.tags], ["changed", 2, ["billing"]]);
  assert.equal((await knowledge.save("refund-policy", update, BY)).outcome, "unchanged");
  assert.equal((await knowledge.archive("refund-policy", true, BY)).archived, true);
  assert.equal((await knowledge.archive("refund-policy", true, BY)).outcome, "unchanged");
  const restored = await knowledge.archive("refund-policy", false, BY);
  assert.deepEqual([restored.archived, restored.revision], [false, 4]);

  const { outcome: _, ...summary } = restored;
  assert.deepEqual(await knowledge.get("article://refund-policy"), { ...summary, body: "Ten days." });
  assert.equal((await knowledge.get("refund-policy", 1)).body, "Five days.");
  const events = await knowledge.listEvents("refund-policy", 10);
  assert.deepEqual(events.toReversed().map(({ revision, what, changed }) => [revision, what, changed.join()]), [
    [1, "created", "title,tags,language,audience,archived,body"],
    [2, "updated", "tags,language,audience,body"],
    [3, "archived", "archived"],
    [4, "restored", "archived"],
  ]);
  assert.deepEqual(await knowledge.listEvents("refund-policy", 2), events.slice(0, 2));
});

Deno.test("a write that cannot be made says why, and changes nothing", async () => {
  await using desk = await openKnowledge();
  const { knowledge } = desk;
  const { revision } = await knowledge.save(null, { title: "Refunds", body: "Five days." }, BY);
  const rejects = (promise: Promise<unknown>, code: string, message: RegExp) =>
    assert.rejects(promise, { code, message });
  await rejects(
    knowledge.save(null, { title: "refunds!", body: "x" }, BY),
    "already_exists",
    /^Article refunds already/,
  );
  await rejects(knowledge.save(null, { body: "x" }, BY), "invalid", /^title is required for a new article\.$/);
  await rejects(knowledge.save("other", { title: "x" }, BY), "invalid", /^body is required for a new article\.$/);
  await rejects(
    knowledge.save("other", { title: "x", body: "y" }, { ...BY, expectedRevision: 1 }),
    "not_found",
    /other/,
  );
  await rejects(knowledge.save("refunds", { body: " " }, BY), "invalid", /^body is empty/);
  await rejects(knowledge.save("refunds", { body: "x".repeat(40_001) }, BY), "invalid", /^body is too long: 40,001/);
  await rejects(knowledge.save("refunds", { language: "german!" }, BY), "invalid", /^language cannot be "german!"/);
  await rejects(knowledge.save("refunds", { tags: ["a b"] }, BY), "invalid", /is not a tag/);
  await rejects(knowledge.save("?", { title: "x", body: "y" }, BY), "invalid", /^id cannot be "\?"/);
  await rejects(
    knowledge.save("refunds", { body: "x" }, { ...BY, expectedRevision: 7 }),
    "stale_revision",
    /^Article refunds is at revision 1, not 7: it never had that revision\. It last changed at /,
  );
  await rejects(knowledge.archive("absent", true, BY), "not_found", /^Article absent not found\.$/);
  await rejects(knowledge.get("absent"), "not_found", /^Article absent not found\.$/);
  await rejects(knowledge.get("refunds", 9), "not_found", /^Article refunds has no revision 9\. Its last one is 1\.$/);
  assert.deepEqual((await knowledge.list()).items.map(({ id, revision }) => [id, revision]), [["refunds", revision]]);
});

Deno.test("a repeat with the same idempotency key returns the first result", async () => {
  await using desk = await openKnowledge();
  const context = { ...BY, idempotencyKey: "once" };
  const article = { title: "Long", body: `${"long ".repeat(7_999)}text` };
  const first = await desk.knowledge.save(null, article, context);
  assert.deepEqual(await desk.knowledge.save(null, article, context), first);
  await assert.rejects(desk.knowledge.save(null, { ...article, body: "x" }, context), { code: "idempotency_mismatch" });
});

Deno.test("articles that are saved at the same time all get a number", async () => {
  await using desk = await openKnowledge();
  const titles = Array.from({ length: 40 }, (_, index) => `Article ${index}`);
  await Promise.all(titles.map((title) => desk.knowledge.save(null, { title, body: title }, BY)));
  assert.equal((await desk.knowledge.list({ limit: 100 })).items.length, 40);
  const same = await Promise.allSettled(titles.map((body) => desk.knowledge.save(null, { title: "Same", body }, BY)));
  assert.equal(same.filter(({ status }) => status === "fulfilled").length, 1);
});

Deno.test("completeId() lists ids that start with a text, and list() pages through all articles", async () => {
  await using desk = await openKnowledge();
  for (const title of ["Refund policy", "Refund delays", "Login"]) {
    await desk.knowledge.save(null, { title, body: "x" }, BY);
  }
  assert.deepEqual(await desk.knowledge.completeId("Ref", 10), ["refund-delays", "refund-policy"]);
  assert.deepEqual(await desk.knowledge.completeId("", 1), ["login"]);
  const first = await desk.knowledge.list({ limit: 2 });
  const rest = await desk.knowledge.list({ limit: 2, cursor: first.cursor! });
  assert.deepEqual([...first.items, ...rest.items].map(({ id }) => id), ["login", "refund-delays", "refund-policy"]);
  assert.equal(rest.cursor, null);
});

Deno.test("listeners hear of each change of an article", async () => {
  await using desk = await openKnowledge();
  const heard: Change[] = [];
  using _ = { [Symbol.dispose]: desk.changes.subscribe((change) => void heard.push(change)) };
  await desk.knowledge.save(null, { title: "Refunds", body: "x" }, BY);
  await desk.knowledge.archive("refunds", true, BY);
  await until(() => heard.length === 2, "the changes");
  assert.deepEqual(heard, [{ kind: "article", id: "refunds" }, { kind: "article", id: "refunds" }]);
});
