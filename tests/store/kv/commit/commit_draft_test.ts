import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { TestKv } from "../test_kv.ts";
import { CommitDraft } from "../../../../store/kv/commit/commit_draft.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const HOUR = 60 * 60 * 1_000;

/** Reads the expiration times from Deno KV's file; -1 for entries that do not expire. */
function readExpirations(path: string): number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT expiration_ms FROM kv ORDER BY k").all();
  database.close();
  return rows.map((row) => Number(row.expiration_ms));
}

/** Commits the draft to an empty store. Returns the stored values by the first part of their keys. */
async function commitDraft(draft: CommitDraft): Promise<Map<string, unknown>> {
  using kv = await TestKv.open();
  await kv.set(["a"], 0);
  await kv.commit(draft.toOperation());
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return new Map(entries.map(({ key, value }) => [String(key[0]), value]));
}

Deno.test("CommitDraft.toOperation() lets entries of the change log expire after an hour, and others on request", async () => {
  await using folder = await TemporaryFolder.create();
  const draft = new CommitDraft();
  draft.recordChange({ kind: "ticket", id: "1" });
  draft.set(["kept"], true);
  draft.set(["short"], true, 5_000);
  const before = Date.now();
  using kv = await TestKv.open(folder.file("desk.db"));
  await kv.commit(draft.toOperation());
  const [changes, kept, short] = readExpirations(folder.file("desk.db"));
  assert.equal(kept, -1);
  assert.ok(changes! >= before + HOUR && changes! <= Date.now() + HOUR);
  assert.ok(short! >= before + 5_000 && short! <= Date.now() + 5_000);
});

/** Creates the draft of two rules. */
function createDraftOfTwoRules(): CommitDraft {
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

Deno.test("CommitDraft replaces earlier writes, adds up counters, and records a change once", async () => {
  const there = await commitDraft(createDraftOfTwoRules());
  assert.deepEqual([...there.keys()].sort(), ["b", "c", "changes", "count", "d"]);
  assert.deepEqual([there.get("b"), there.get("c"), there.get("d")], [1, 2, 3]);
  assert.deepEqual(there.get("count"), new Deno.KvU64(3n));
  assert.deepEqual(there.get("changes"), [{ kind: "ticket", id: "1" }, { kind: "customer", email: "a@b.c" }]);
});

Deno.test("CommitDraft.rollBack() restores the draft and the weight from before the rule", async () => {
  const draft = createDraftOfTwoRules();
  draft.rollBack();
  const there = await commitDraft(draft);
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

Deno.test("CommitDraft weighs a key once, with its last value", () => {
  const draft = new CommitDraft();
  draft.set(["a"], "long enough to matter");
  draft.add(["count", "x"], 1);
  const once = { ...draft.weight };
  draft.set(["a"], "");
  draft.set(["a"], "long enough to matter");
  draft.add(["count", "x"], 1);
  assert.deepEqual(draft.weight, once);
});

Deno.test("CommitDraft.isFromCurrentRule() distinguishes writes of the current rule from earlier ones", () => {
  const draft = createDraftOfTwoRules();
  const isFromCurrentRule = (name: string) => draft.isFromCurrentRule(draft.getWrite(JSON.stringify([name]))!);
  assert.deepEqual(["a", "b", "c"].map(isFromCurrentRule), [true, false, true]);
});

Deno.test("CommitDraft.isNoop is true until there is something to write, or two reads to check together", () => {
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

Deno.test("CommitDraft adds up the facts of an hour and the same groups, and rolls back only those of the current rule", () => {
  const draft = new CommitDraft();
  draft.startRule();
  draft.recordFacts([{ hour: 5, counts: [[1, 1], [9, -1]], groups: ["", "t:free"] }]);
  draft.recordFacts([{ hour: 5, counts: [[1, 1]], groups: [""] }, {
    hour: 6,
    counts: [[1, 1]],
    groups: ["", "t:free"],
  }]);
  draft.startRule();
  draft.recordFacts([{ hour: 5, counts: [[2, 1], [9, -1]], groups: ["", "t:free"] }]);
  const { deltaBytes } = draft.weight;
  draft.startRule();
  draft.recordFacts([{ hour: 5, counts: [[1, 1], [3, 1]], groups: ["", "t:free"] }]);
  assert.ok(draft.weight.deltaBytes > deltaBytes);
  draft.rollBack();
  assert.equal(draft.weight.deltaBytes, deltaBytes);
  const appended = draft.toOperation().mutations.flatMap((mutation) =>
    mutation.type === "append" ? [mutation.value] : []
  );
  assert.deepEqual(appended, [[
    [0, 5, 1, 1, 9, -2, 2, 1, "", "t:free"],
    [0, 5, 1, 1, ""],
    [0, 6, 1, 1, "", "t:free"],
  ]]);
});
