import assert from "node:assert/strict";
import { openStore } from "../../../../store/kv/connection/mod.ts";
import { FileLock } from "../../../../store/kv/file/mod.ts";
import { keys } from "../../../../store/kv/schema/mod.ts";

Deno.test("opening a store reports that it waits for a process which migrates it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/desk.db`;
    using kv = await Deno.openKv(path);
    await kv.atomic().set(keys.schema as Deno.KvKey, { version: 4 }).set(keys.migration as Deno.KvKey, {}).commit();
    using holder = await FileLock.open(path);
    const report = Promise.withResolvers<string>();
    const opened = holder.hold(async () => {
      const opening = openStore({ kind: "file", path }, { lock: { reportAfter: 10, onWait: report.resolve } });
      assert.match(await report.promise, /^Waiting to write: .*process \d+ .*\. It migrates the store\.$/);
      await kv.atomic().set(keys.schema as Deno.KvKey, { version: 999 }).commit();
      return { opening };
    });
    await assert.rejects((await opened).opening, /newer/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
