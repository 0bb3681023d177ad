import assert from "node:assert/strict";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertWhole } from "../commit/append_rule.ts";
import { Child } from "./child.ts";

/** The store can't grow over 400 KiB: writing more fails instead of killing the process. */
const LIMITED = 'trap "" XFSZ; ulimit -f 400';

Deno.test({
  name: "a disk that takes no more: the change fails with the reason, and what was acknowledged stays",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    await using child = new Child("writer_child.ts", [path, "limited", "100000", "4"], { shell: LIMITED });
    const { success, errors } = await child.end();
    assert.equal(success, false);
    assert.match(errors, /DeskError: Can't save to the store .*desk\.db: .*(disk|full|larger).* Nothing was changed\./);
    assert.ok(child.lines.length > 10);
    const store = await openStore({ kind: "file", path });
    const entries = await assertWhole(store.kv);
    assert.deepEqual(child.lines.filter((index) => !entries.has(`limited ${index}`)), []);
    await store.close();
  },
});
