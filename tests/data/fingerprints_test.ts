import assert from "node:assert/strict";
import { Fingerprints } from "../../data/fingerprints.ts";

async function names(contents: readonly string[], path = "/data/queries.csv"): Promise<string[]> {
  using fingerprints = await Fingerprints.open("csv", path);
  return contents.map((content) => fingerprints.next(content));
}

Deno.test("Fingerprints name a row by its content and its file, run after run", async () => {
  const [first] = await names(["a"]);
  assert.match(first!, /^csv:queries\.csv:[0-9a-f]{16}$/);
  assert.deepEqual(await names(["b", "a"]).then(([, second]) => second), first);
  assert.notEqual((await names(["a"], "/data/other.csv"))[0], first);
});

Deno.test("Fingerprints tell equal rows apart by how many came before", async () => {
  const [first, , second, third] = await names(["a", "b", "a", "a"]);
  assert.equal(second, `${first}:2`);
  assert.equal(third, `${first}:3`);
});

Deno.test("Fingerprints make names without spaces and within the limit of external ids", async () => {
  const [name] = await names(["a"], `/data/my "export", ${"x".repeat(250)}.csv`);
  assert.doesNotMatch(name!, /[\s",]/);
  assert.ok(name!.length <= 200);
});
