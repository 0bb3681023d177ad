import assert from "node:assert/strict";
import { dirname } from "node:path";
import { DemoStore } from "../../../client/demo/demo_store.ts";

Deno.test("DemoStore creates a folder, and removes it with its contents", async () => {
  const [one, other] = [await DemoStore.create(), await DemoStore.create()];
  assert.notEqual(one.file, other.file);
  await Deno.writeTextFile(one.file, "a desk");
  await one[Symbol.asyncDispose]();
  await assert.rejects(Deno.stat(dirname(one.file)), Deno.errors.NotFound);
  await Deno.stat(dirname(other.file));
  await other[Symbol.asyncDispose]();
});
