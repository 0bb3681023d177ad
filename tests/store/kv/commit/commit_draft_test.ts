import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import { CommitDraft } from "../../../../store/kv/commit/commit_draft.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const HOUR = 60 * 60 * 1_000;

/** When the entries of a store expire, as Deno KV has it in its file; -1 for never. */
function expirations(path: string): number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT expiration_ms FROM kv ORDER BY k").all();
  database.close();
  return rows.map((row) => Number(row.expiration_ms));
}

/** Commits the draft to an empty store, and gives what is there then: values by the first part of their keys. */
async function committed(draft: CommitDraft): Promise<Map<string, unknown>> {
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  await kv.set(["a"], 0);
  const commit = kv.atomic();
  draft.applyTo(commit, kv);
  await commit.commit();
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return new Map(entries.map(({ key, value }) => [String(key[0]), value]));
}

Deno.test("CommitDraft.applyTo() lets the change log's entries expire after an hour, and others when they were told to", async () => {
  await using folder = await TemporaryFolder.create();
  const draft = new CommitDraft();
  draft.recordChange({ kind: "ticket", id: "1" });
  draft.set(["kept"], true);
  draft.set(["short"], true, 5_000);
  const before = Date.now();
  using kv = withPortableValues(await Deno.openKv(folder.file("desk.db")));
  const commit = kv.atomic();
  draft.applyTo(commit, kv);
  await commit.commit();
  const [changes, kept, short] = expirations(folder.file("desk.db"));
  assert.equal(kept, -1);
  assert.ok(changes! >= before + HOUR && changes! <= Date.now() + HOUR);
  assert.ok(short! >= before + 5_000 && short! <= Date.now() + 5_000);
});

/** What the first of two rules drafts, and the second. */
function draftOfTwoRules(): CommitDraft {
  const draft = new CommitDraft();
  draft.startRule();
  draft.set(["a"], 1);
  draft.set(["b"], 1);
  draft.delete(["c"]);
  draft.add(["count", "x"], 5);
  draft.recordChange({ kind: "ticket", id: "1" });
  draft.startRule();
  draft.delete(["a"]);
  draft.set(["c"], 2);
  draft.set(["d"], 2);
  draft.set(["d"], 3);
  draft.add(["count", "x"], -2);
  draft.recordChange({ kind: "ticket", id: "1" });
  draft.recordChange({ kind: "customer", email: "a@b.c" });
  return draft;
}

Deno.test("CommitDraft puts later writes over earlier ones, adds up counters, and tells a change once", async () => {
  const there = await committed(draftOfTwoRules());
  assert.deepEqual([...there.keys()].sort(), ["b", "c", "changes", "count", "d"]);
  assert.deepEqual([there.get("b"), there.get("c"), there.get("d")], [1, 2, 3]);
  assert.deepEqual(there.get("count"), new Deno.KvU64(3n));
  assert.deepEqual(there.get("changes"), [{ kind: "ticket", id: "1" }, { kind: "customer", email: "a@b.c" }]);
});

Deno.test("CommitDraft.rollBack() leaves what it was before the rule, and its weight", async () => {
  const draft = draftOfTwoRules();
  draft.rollBack();
  const there = await committed(draft);
  assert.deepEqual([...there.keys()].sort(), ["a", "b", "changes", "count"]);
  assert.deepEqual([there.get("a"), there.get("b")], [1, 1]);
  assert.deepEqual(there.get("count"), new Deno.KvU64(5n));
  assert.deepEqual(there.get("changes"), [{ kind: "ticket", id: "1" }]);
  const same = new CommitDraft();
  same.set(["a"], 1);
  same.set(["b"], 1);
  same.delete(["c"]);
  same.add(["count", "x"], 5);
  same.recordChange({ kind: "ticket", id: "1" });
  assert.deepEqual(draft.weight, same.weight);
});

Deno.test("CommitDraft weighs a key once, with the value that it has at last", () => {
  const draft = new CommitDraft();
  draft.set(["a"], "long enough to be seen");
  draft.add(["count", "x"], 1);
  const once = { ...draft.weight };
  draft.set(["a"], "");
  draft.set(["a"], "long enough to be seen");
  draft.add(["count", "x"], 1);
  assert.deepEqual(draft.weight, once);
});

Deno.test("CommitDraft knows what the present rule wants from what one before it wants", () => {
  const draft = draftOfTwoRules();
  const isOfPresentRule = (name: string) => draft.isFromCurrentRule(draft.getWrite(JSON.stringify([name]))!);
  assert.deepEqual(["a", "b", "c"].map(isOfPresentRule), [true, false, true]);
});

Deno.test("CommitDraft.isIdle until something is to be written, or two reads are to be checked together", () => {
  const uses: ((draft: CommitDraft) => void)[] = [
    (draft) => draft.set(["a"], 1),
    (draft) => draft.delete(["a"]),
    (draft) => draft.add(["count", "x"], 1),
    (draft) => draft.recordChange({ kind: "ticket", id: "1" }),
    (draft) => draft.recordRead("another", { key: ["another"], value: null, versionstamp: null }),
  ];
  for (const use of uses) {
    const draft = new CommitDraft();
    draft.recordRead("one", { key: ["one"], value: null, versionstamp: null });
    assert.equal(draft.isNoop, true);
    use(draft);
    assert.equal(draft.isNoop, false);
  }
});
