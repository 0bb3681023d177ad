import assert from "node:assert/strict";
import { ToolError } from "../../../app/bridges/bridge.ts";
import { FieldEdit } from "../../../app/desk/second/mod.ts";

type Values = Readonly<Record<string, string>>;

/** A record that others change, and an edit that started before. */
function edit() {
  const record = { revision: 1, values: { name: "Ada", notes: "old" } as Values };
  const writes: Values[] = [];
  const field = new FieldEdit({
    start: { ...record },
    read: () => Promise.resolve({ ...record }),
    write(changes, revision) {
      if (revision !== record.revision) {
        throw new ToolError("Read it again.", { code: "stale_revision", reasons: [] });
      }
      writes.push(changes);
      change(changes);
      return Promise.resolve();
    },
  });
  const change = (values: Values) =>
    Object.assign(record, { revision: record.revision + 1, values: { ...record.values, ...values } });
  return { field, record, writes, change };
}

Deno.test("FieldEdit writes only what the person has changed", async () => {
  const { field, writes } = edit();
  assert.equal(await field.save({ name: "Ada", notes: "new" }), undefined);
  assert.deepEqual(writes, [{ notes: "new" }]);
});

Deno.test("FieldEdit keeps the change of someone else in another field", async () => {
  const { field, record, change } = edit();
  change({ name: "Ada Lovelace" });
  assert.equal(await field.save({ name: "Ada", notes: "new" }), undefined);
  assert.deepEqual(record.values, { name: "Ada Lovelace", notes: "new" });
});

Deno.test("FieldEdit shows the change of someone else in the same field, and then replaces it", async () => {
  const { field, record, change } = edit();
  change({ notes: "theirs" });
  assert.deepEqual(await field.save({ name: "Ada", notes: "mine" }), { notes: "theirs" });
  assert.equal(record.values.notes, "theirs");
  assert.equal(await field.save({ name: "Ada", notes: "mine" }), undefined);
  assert.equal(record.values.notes, "mine");
});

Deno.test("FieldEdit passes on every other refusal", async () => {
  const write = () => Promise.reject(new ToolError("notes is too long."));
  const start = { revision: 1, values: { notes: "" } };
  const field = new FieldEdit({ start, read: () => Promise.resolve(start), write });
  await assert.rejects(field.save({ notes: "x" }), /too long/);
});
