import assert from "node:assert/strict";
import { type Change, DEFAULT_SETTINGS, DeskError, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  openDeskWithCustomer,
  openTestDesk,
  START,
} from "../../open_test_desk.ts";

const DANA = { by: { kind: "person", name: "dana", version: null } } as const;

Deno.test("a desk has the default settings until someone changes them", async () => {
  await using desk = await openTestDesk();
  assert.deepEqual(await desk.settings.read(), DEFAULT_SETTINGS);
  assert.equal(await desk.settings.readRevision(), null);
  assert.deepEqual(await desk.settings.listEvents(), { items: [], cursor: null });
});

Deno.test("settings.change() adds a revision with the person, the time and the changed values", async () => {
  await using desk = await openTestDesk();
  const first = await desk.settings.change(() => ({ reopen_days: 3, team: { Ana: {} } }), DANA);
  assert.deepEqual(first, { revision: 1, at: START, ...DANA, document: { team: { Ana: {} }, reopen_days: 3 } });
  await desk.settings.change((document) => ({ ...document, team: { Ana: { away: true } } }), BY);
  assert.deepEqual(await desk.settings.read(), {
    ...DEFAULT_SETTINGS,
    reopen_days: 3,
    team: { Ana: { away: true } },
  });
  const added = [{ path: ["team"], after: { Ana: {} } }, { path: ["reopen_days"], after: 3 }];
  const [one, two] = (await desk.settings.listEvents()).items;
  assert.deepEqual(one, { revision: 1, at: START, ...DANA, changes: added });
  assert.deepEqual(two, { revision: 2, at: START, ...BY, changes: [{ path: ["team", "Ana", "away"], after: true }] });
  const page = await desk.settings.listEvents({ limit: 1 });
  assert.deepEqual((await desk.settings.listEvents({ limit: 1, cursor: page.cursor! })).items, [two]);
});

Deno.test("settings.change() adds no revision when nothing changes", async () => {
  await using desk = await openTestDesk();
  assert.equal(await desk.settings.change((document) => document, BY), null);
  const first = await desk.settings.change(() => ({ reopen_days: 3 }), BY);
  assert.deepEqual(await desk.settings.change(() => ({ reopen_days: 3 }), DANA), first);
});

Deno.test("settings.change() rejects an invalid document and an outdated revision, and changes nothing", async () => {
  await using desk = await openTestDesk();
  await desk.settings.change(() => ({ reopen_days: 3 }), { ...BY, expectedRevision: 0 });
  const change = (document: unknown, expectedRevision: number) => () =>
    desk.settings.change(() => document, { ...BY, expectedRevision });
  await assertRefused(desk, "invalid", /^reopen_days must be/, change({ reopen_days: "x" }, 1));
  const outdated = /^The settings document is at revision 1, not 0: it was changed in the meantime\. They last changed/;
  await assertRefused(desk, "stale_revision", outdated, change({}, 0));
  assert.deepEqual((await desk.settings.readRevision())?.document, { reopen_days: 3 });
});

Deno.test("concurrent changes of settings are all kept", async () => {
  await using desk = await openTestDesk();
  const names = Array.from({ length: 20 }, (_, index) => `person ${index}`);
  await Promise.all(
    names.map((name) =>
      desk.settings.change((document) => ({ ...document, team: { ...document.team, [name]: {} } }), BY)
    ),
  );
  assert.deepEqual(Object.keys((await desk.settings.read()).team).sort(), names.sort());
  assert.equal((await desk.settings.readRevision())?.revision, 20);
});

Deno.test("other connections to the store see a change of the settings with their next read", async () => {
  await using folder = await TemporaryFolder.create();
  const [one, other] = [await openDesk(folder.file("desk.db")), await openDesk(folder.file("desk.db"))];
  const seen: Change[] = [];
  const stop = other.changes.subscribe((change) => seen.push(change));
  await other.settings.read();
  await one.settings.change(() => ({ reopen_days: 5 }), BY);
  assert.equal((await other.settings.read()).reopen_days, 5);
  await until(() => seen.some(({ kind }) => kind === "settings"), "the change is reported");
  stop();
  await Promise.all([one.close(), other.close()]);
});

Deno.test("an approval waits for as many days as the settings say when it is requested", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  const request = async (ticket_id: string, into_ticket_id: string) => {
    const change = { tool: "merge_tickets", ticket_id, revision: 1, into_ticket_id, into_revision: 1 } as const;
    return (await desk.approvals.request({ change, question: "Merge?" }, BY)).approval.id;
  };
  await desk.settings.change(() => ({ approval_days: 7 }), BY);
  const long = await request(one!, two!);
  await desk.settings.change(() => ({ approval_days: 1 }), BY);
  const short = await request(two!, one!);
  desk.clock.now += 25 * HOUR;
  assert.equal((await desk.approvals.get(short)).state, "expired");
  assert.equal((await desk.approvals.get(long)).state, "pending");
  assert.equal((await desk.approvals.grant(long, { ...DANA, via: "terminal" })).state, "granted");
});

Deno.test("archive.importSettings() restores settings with their history, once, and overwrites none", async () => {
  await using desk = await openTestDesk();
  await desk.settings.change(() => ({ reopen_days: 3 }), DANA);
  await desk.settings.change(() => ({ reopen_days: 4 }), BY);
  const revisions = await desk.archive.exportSettings();
  await using copy = await openTestDesk();
  const added = { outcome: "added", id: "settings" };
  assert.deepEqual(await copy.archive.dryRun().importSettings(revisions), added);
  assert.equal(await copy.settings.readRevision(), null);
  assert.deepEqual(await copy.archive.importSettings(revisions), added);
  assert.deepEqual(await copy.archive.exportSettings(), revisions);
  assert.deepEqual(await copy.settings.read(), await desk.settings.read());
  assert.deepEqual(await copy.archive.importSettings(revisions), { outcome: "exists", id: "settings" });
  await copy.settings.change(() => ({ reopen_days: 9 }), BY);
  assert.match(JSON.stringify(await copy.archive.importSettings(revisions)), /"differs".*revision 3.*were kept/);
  assert.equal((await copy.settings.read()).reopen_days, 9);
});

Deno.test("archive.importSettings() refuses a history with gaps, and invalid settings", async () => {
  await using desk = await openTestDesk();
  const revision = { revision: 1, at: START, ...DANA, document: {} };
  for (
    const [revisions, reason] of [
      [[], /no revisions/],
      [[{ ...revision, revision: 2 }], /has gaps/],
      [[{ ...revision, document: JSON.parse('{"teem":{}}') }], /did you mean "team"/],
      [[{ ...revision, at: "yesterday" }], /^at cannot be "yesterday"/],
    ] as const
  ) {
    const result = await desk.archive.importSettings(revisions);
    assert.equal(result.outcome, "refused");
    assert.match(result.outcome === "refused" ? result.reason : "", reason);
  }
  assert.equal(await desk.settings.readRevision(), null);
});

Deno.test("settings.check() validates and saves nothing", async () => {
  await using desk = await openTestDesk();
  assert.deepEqual(await desk.settings.check({ reopen_days: 3 }), { reopen_days: 3 });
  await assert.rejects(desk.settings.check({ reopen_day: 3 }), DeskError);
  assert.equal(await desk.settings.readRevision(), null);
});
