import assert from "node:assert/strict";
import { repairStore } from "../../../../store/kv/check/mod.ts";
import { MAX_DRAFT_LENGTH, MAX_DRAFTS, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { HOST, HOUR, openTestDesk, START } from "../../open_test_desk.ts";

Deno.test("drafts.list() has the drafts of one person, the latest first", async () => {
  await using desk = await openTestDesk();
  await desk.drafts.save("Ana", { name: "ticket 1", content: "Hello", ticket_id: "1" });
  desk.clock.now += HOUR;
  await desk.drafts.save("Ana", { name: "form create", content: "{}" });
  await desk.drafts.save("Ben", { name: "ticket 1", content: "Hi" });
  const later = new Date(desk.clock.now).toISOString();
  const first = { name: "ticket 1", content: "Hello", ticket_id: "1", at: START };
  assert.deepEqual(await desk.drafts.list("Ana"), [{ name: "form create", content: "{}", at: later }, first]);
  await desk.drafts.save("Ana", { name: "ticket 1", content: "Hello you" });
  assert.deepEqual((await desk.drafts.list("Ana")).map(({ content }) => content).sort(), ["Hello you", "{}"]);
  await desk.drafts.delete("Ana", "ticket 1");
  await desk.drafts.delete("Ana", "ticket 1");
  assert.deepEqual((await desk.drafts.list("Ana")).map(({ name }) => name), ["form create"]);
  assert.equal((await desk.drafts.list("Ben")).length, 1);
});

Deno.test("a member of the team has the drafts that other spellings of the name have, and no one else has them", async () => {
  await using desk = await openTestDesk();
  const by = { by: HOST };
  const save = async (person: string, name: string, content: string) => {
    desk.clock.now += 1;
    await desk.drafts.save(person, { name, content });
  };
  for (const [person, content] of [["ann", "first"], ["Ａｎｎ", "second"], ["Ben", "other"]] as const) {
    await save(person, "ticket 1", content);
  }
  await save("ann", "ticket 2", "third");
  const list = async (person: string) => (await desk.drafts.list(person)).map(({ content }) => content);
  assert.deepEqual(await list("Ann"), []);
  await desk.settings.change(() => ({ team: { Ann: {}, Ben: {} } }), by);
  assert.deepEqual([await list("Ann"), await list("ann"), await list("Ben")], [
    ["third", "second"],
    ["third", "first"],
    ["other"],
  ]);
  await save("Ann", "ticket 1", "fourth");
  assert.deepEqual([await list("Ann"), await list("ann"), await list("Ａｎｎ")], [["fourth", "third"], ["third"], []]);
  await desk.drafts.delete("Ann", "ticket 2");
  assert.deepEqual([await list("Ann"), await list("ann"), await list("Ben")], [["fourth"], [], ["other"]]);
});

Deno.test("drafts are kept for 30 days after their last change", async () => {
  await using desk = await openTestDesk();
  await desk.drafts.save("Ana", { name: "ticket 1", content: "Hello" });
  desk.clock.now += 30 * 24 * HOUR - 1;
  assert.equal((await desk.drafts.list("Ana")).length, 1);
  desk.clock.now += 1;
  assert.deepEqual(await desk.drafts.list("Ana"), []);
});

Deno.test("the oldest drafts of a person make room for new ones, and the longest fits", async () => {
  await using desk = await openTestDesk();
  for (let number = 0; number <= MAX_DRAFTS; number++) {
    desk.clock.now += 1;
    await desk.drafts.save("Ana", {
      name: `ticket ${number}`,
      content: "字".repeat(number === 0 ? 1 : MAX_DRAFT_LENGTH),
    });
  }
  const names = (await desk.drafts.list("Ana")).map(({ name }) => name);
  assert.deepEqual([names.length, names[0], names.at(-1)], [MAX_DRAFTS, `ticket ${MAX_DRAFTS}`, "ticket 1"]);
});

Deno.test("a check of the store knows drafts, and a repair keeps them", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const first = await openDesk(path);
  await first.customers.create({ email: "ada@example.com", name: "Ada" }, { by: HOST });
  await first.drafts.save("Ana", { name: "ticket 1", content: "Hello" });
  await first.close();
  const damaged = await Deno.openKv(path);
  await damaged.delete(["count", "customers"]);
  damaged.close();
  const { before } = await repairStore(path);
  assert.equal(before.findings.length, 1, JSON.stringify(before.findings));
  const second = await openDesk(path);
  assert.equal((await second.drafts.list("Ana"))[0]!.content, "Hello");
  await second.close();
});
