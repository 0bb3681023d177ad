/** Drafts in a browser, which belong to a person. */

import assert from "node:assert/strict";
import { Drafts } from "../../../app/desk/mod.ts";

class TestStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
}

function open(storage: TestStorage, person: string): Drafts {
  const drafts = new Drafts(storage);
  drafts.open(person);
  return drafts;
}

Deno.test("drafts survive a reload, and two tabs do not overwrite each other's", () => {
  const storage = new TestStorage();
  const [one, other] = [open(storage, "Ana"), open(storage, "Ana")];
  one.set("1", { kind: "reply", body: "from one" });
  other.set("2", { kind: "note", body: "from the other" });
  const reloaded = open(storage, "Ana");
  assert.deepEqual(reloaded.get("1"), { kind: "reply", body: "from one" });
  assert.deepEqual(reloaded.get("2"), { kind: "note", body: "from the other" });
  reloaded.remove("1");
  assert.equal(open(storage, "Ana").has("1"), false);
});

Deno.test("a person sees only their own drafts and forms, in a new page and in the same one", () => {
  const storage = new TestStorage();
  const drafts = open(storage, "Ana");
  drafts.set("1", { kind: "reply", body: "Ana's" });
  drafts.setForm("create", { subject: "Ana's" });
  const isEmpty = (drafts: Drafts) => !drafts.has("1") && drafts.getForm("create") === undefined;
  assert.ok(isEmpty(open(storage, "Ben")));
  drafts.close();
  assert.ok(isEmpty(drafts));
  drafts.open("Ben");
  assert.ok(isEmpty(drafts));
  drafts.set("1", { kind: "note", body: "Ben's" });
  drafts.close();
  drafts.open("Ana");
  assert.equal(drafts.get("1").body, "Ana's");
  assert.deepEqual(drafts.getForm("create"), { subject: "Ana's" });
});

Deno.test("what is typed before the name is known follows the draft of the person, and fills gaps in a form", () => {
  const storage = new TestStorage();
  const before = open(storage, "Ana");
  before.set("1", { kind: "reply", body: "Hello," });
  before.setForm("create", { subject: "Kept", customer: "mia@a.example" });
  const drafts = new Drafts(storage);
  drafts.set("1", { kind: "note", body: "typed early" });
  drafts.set("2", { kind: "note", body: "" });
  drafts.setForm("create", { subject: "Early" });
  assert.equal([...storage.values.values()].join().includes("arly"), false);
  drafts.open("Ana");
  assert.deepEqual(drafts.get("1"), { kind: "note", body: "Hello,\n\ntyped early" });
  assert.deepEqual(drafts.get("2"), { kind: "note", body: "" });
  assert.deepEqual(drafts.getForm("create"), { subject: "Early", customer: "mia@a.example" });
  assert.equal(open(storage, "Ana").get("1").body, "Hello,\n\ntyped early");
});

Deno.test("drafts of earlier versions belong to the person who is still signed in, and to no one after a new sign-in", () => {
  const earlier = () => {
    const storage = new TestStorage();
    storage.setItem("support-mcp drafts", JSON.stringify({ 1: { kind: "reply", body: "Earlier" } }));
    storage.setItem("support-mcp forms", JSON.stringify({ create: { subject: "Earlier" } }));
    return storage;
  };
  const storage = earlier();
  const drafts = open(storage, "Ana");
  assert.equal(drafts.get("1").body, "Earlier");
  assert.deepEqual(drafts.getForm("create"), { subject: "Earlier" });
  assert.equal(open(storage, "Ben").has("1"), false);
  const shared = earlier();
  const other = new Drafts(shared);
  other.leaveEarlier();
  other.open("Ben");
  assert.equal(other.has("1"), false);
  assert.equal(open(shared, "Ana").has("1"), false);
  assert.ok([...shared.values.values()].join().includes("Earlier"), "nothing is destroyed");
});

Deno.test("drafts work where the browser's storage is missing, full or broken, and stay those of their person", () => {
  const broken = {
    getItem: () => "not json",
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
    removeItem: () => {},
  };
  for (const storage of [broken, undefined]) {
    const drafts = new Drafts(storage);
    drafts.open("Ana");
    drafts.set("1", { kind: "note", body: "kept in memory" });
    assert.equal(drafts.get("1").body, "kept in memory");
    drafts.close();
    drafts.open("Ben");
    assert.equal(drafts.has("1"), false);
    drafts.close();
    drafts.open("Ana");
    assert.equal(drafts.get("1").body, "kept in memory");
  }
});
