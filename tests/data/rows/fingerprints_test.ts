import assert from "node:assert/strict";
import { RowFingerprints } from "../../../data/rows/fingerprints.ts";

async function nameRows(contents: readonly string[], path = "/data/queries.csv"): Promise<string[]> {
  using fingerprints = await RowFingerprints.open("csv", path);
  return contents.map((content) => fingerprints.next(content));
}

Deno.test("RowFingerprints names rows by content and file, the same in every run", async () => {
  const [first] = await nameRows(["a"]);
  assert.match(first!, /^csv:queries\.csv:[0-9a-f]{16}$/);
  assert.deepEqual(await nameRows(["b", "a"]).then(([, second]) => second), first);
  assert.notEqual((await nameRows(["a"], "/data/other.csv"))[0], first);
});

Deno.test("RowFingerprints distinguishes equal rows by their number", async () => {
  const [first, , second, third] = await nameRows(["a", "b", "a", "a"]);
  assert.equal(second, `${first}:2`);
  assert.equal(third, `${first}:3`);
});

Deno.test("RowFingerprints creates names without spaces and within the limit of external ids", async () => {
  const [name] = await nameRows(["a"], `/data/my "export", ${"x".repeat(250)}.csv`);
  assert.doesNotMatch(name!, /[\s",]/);
  assert.ok(name!.length <= 200);
});
