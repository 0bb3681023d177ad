import assert from "node:assert/strict";
import { RowIds } from "../../../app/desk/row_ids.ts";

const toRows = (...ids: string[]) => ids.map((id) => ({ id, subject: "" }));

Deno.test("RowIds.append() adds the rows that a list does not have", () => {
  const ids = new RowIds();
  const first = toRows("1", "2");
  const second = ids.append(first, toRows("2", "3"));
  assert.deepEqual(second, toRows("1", "2", "3"));
  assert.deepEqual(ids.append(second, toRows("3", "1", "4")), toRows("1", "2", "3", "4"));
  assert.deepEqual(first, toRows("1", "2"));
});

Deno.test("RowIds.get() returns the ids of the list that it is asked about", () => {
  const ids = new RowIds();
  const list = ids.append(toRows("1"), toRows("2"));
  assert.deepEqual([...ids.get(list)], ["1", "2"]);
  assert.deepEqual([...ids.get(toRows("7"))], ["7"]);
  assert.deepEqual([...ids.get(list)], ["1", "2"]);
});

Deno.test("RowIds.replace() takes new states without losing ids", () => {
  const ids = new RowIds();
  const list = ids.replace(toRows("1", "2"), (row, index) => ({ ...row, subject: String(index) }));
  assert.deepEqual(list.map(({ subject }) => subject), ["0", "1"]);
  assert.deepEqual([...ids.get(list)], ["1", "2"]);
  assert.deepEqual(ids.append(list, toRows("2", "3")).map(({ id }) => id), ["1", "2", "3"]);
});
