import assert from "node:assert/strict";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertWhole } from "../commit/append_rule.ts";
import { Child } from "./child.ts";

/** Limits the store to 400 KiB. Writing more fails, and does not kill the process. */
const LIMITED = 'trap "" XFSZ; ulimit -f 400';

Deno.test({
  name: "on a full disk a change fails with the reason, and acknowledged changes stay",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    await using child = new Child("writer_child.ts", [path, "limited", "100000", "4"], { shell: LIMITED });
    const { success, errors } = await child.end();
    assert.equal(success, false);
    assert.match(
      errors,
      /DeskError: Cannot save to the store .*desk\.db: .*(disk|full|size limit).* Nothing was changed\./,
    );
    assert.ok(child.lines.length > 10);
    const store = await openStore({ kind: "file", path });
    const entries = await assertWhole(store.kv);
    assert.deepEqual(child.lines.filter((index) => !entries.has(`limited ${index}`)), []);
    await store.close();
  },
});
