import assert from "node:assert/strict";
import { setAt, useNewSettings } from "../../../commands/settings/mod.ts";
import { openDesk, type SettingsStore } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY } from "../../store/open_test_desk.ts";

async function useSettings<T>(location: string, use: (settings: SettingsStore) => Promise<T>): Promise<T> {
  const desk = await openDesk(location);
  return await use(desk.settings).finally(() => desk.close());
}

Deno.test("a change of new settings is made to those that another process has created in the meantime", async () => {
  await using folder = await TemporaryFolder.create();
  const location = folder.file("desk.db");
  const after = await useNewSettings(location, async (settings) => {
    assert.equal(await settings.readRevision(), null);
    await useSettings(location, (others) => others.change(() => ({ team: { Ana: {} } }), BY));
    return await settings.change((document) => setAt(document, ["team", "Ben"], {}), BY);
  });
  assert.deepEqual([after!.revision, after!.document], [2, { team: { Ana: {}, Ben: {} } }]);
});

Deno.test("a change of new settings that is invalid with those of another process is refused, and so is an expected revision", async () => {
  await using folder = await TemporaryFolder.create();
  const location = folder.file("desk.db");
  await useNewSettings(location, async (settings) => {
    await useSettings(location, (others) => others.change(() => ({ team: { ana: {} } }), BY));
    const change = settings.change((document) => setAt(document, ["team", "Ana"], {}), BY);
    await assert.rejects(change, /^DeskError: team\/Ana is the same name as ana: /);
    const edit = settings.change(() => ({ reopen_days: 3 }), { ...BY, expectedRevision: 0 });
    await assert.rejects(edit, { code: "stale_revision" });
  });
  assert.deepEqual(await useSettings(location, async (settings) => (await settings.readRevision())!.document), {
    team: { ana: {} },
  });
});
