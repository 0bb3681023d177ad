import assert from "node:assert/strict";
import { SeparateReads } from "../../../../store/kv/connection/separate_reads.ts";
import { TestKv } from "../test_kv.ts";

Deno.test("SeparateReads reads through the reader, and commits through the writer", async () => {
  const [writer, reader] = [await TestKv.open(), await TestKv.open()];
  await reader.set(["a"], "read");
  const kv = new SeparateReads(writer, reader);
  await kv.commit({ checks: [], mutations: [{ type: "set", key: ["a"], value: "written" }] });
  assert.equal((await kv.get(["a"])).value, "read");
  assert.equal((await kv.getMany([["a"]]))[0].value, "read");
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ value }) => value), ["read"]);
  assert.equal((await writer.get(["a"])).value, "written");
  kv[Symbol.dispose]();
  await assert.rejects(reader.get(["a"]));
  await assert.rejects(writer.get(["a"]));
});
