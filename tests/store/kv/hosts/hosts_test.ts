import assert from "node:assert/strict";
import { repairStore } from "../../../../store/kv/check/mod.ts";
import { type HostDeclaration, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, HOUR, openTestDesk, START } from "../../open_test_desk.ts";

const CLAUDE: HostDeclaration = {
  name: "claude-code",
  version: "2.1.332",
  protocol: "2025-11-25",
  asks: true,
  shares: true,
  samples: false,
  shows: false,
};
const CODEX: HostDeclaration = { ...CLAUDE, name: "codex-mcp-client", version: "0.171.0", shares: false };

Deno.test("hosts.list() has the latest declaration of each host, the latest host first", async () => {
  await using desk = await openTestDesk();
  assert.deepEqual(await desk.hosts.list(10), []);
  await desk.hosts.record(CLAUDE);
  desk.clock.now += HOUR;
  await desk.hosts.record(CODEX);
  desk.clock.now += HOUR;
  const later = new Date(desk.clock.now).toISOString();
  await desk.hosts.record({ ...CLAUDE, version: "2.2.0" });
  const codexAt = new Date(desk.clock.now - HOUR).toISOString();
  assert.deepEqual(await desk.hosts.list(10), [{ ...CLAUDE, version: "2.2.0", at: later }, { ...CODEX, at: codexAt }]);
  assert.deepEqual((await desk.hosts.list(1)).map(({ name }) => name), ["claude-code"]);
});

Deno.test("hosts.record() writes at most once an hour, unless the host declares something else", async () => {
  await using desk = await openTestDesk();
  await desk.hosts.record(CLAUDE);
  desk.clock.now += HOUR - 1;
  await desk.hosts.record(CLAUDE);
  assert.deepEqual(await desk.hosts.list(10), [{ ...CLAUDE, at: START }]);
  await desk.hosts.record({ ...CLAUDE, shows: true });
  assert.equal((await desk.hosts.list(10))[0]!.at, new Date(desk.clock.now).toISOString());
});

Deno.test("hosts.list() forgets a host that has not connected for 180 days", async () => {
  await using desk = await openTestDesk();
  await desk.hosts.record(CLAUDE);
  desk.clock.now += 180 * 24 * HOUR;
  assert.deepEqual(await desk.hosts.list(10), []);
});

Deno.test("a check of the store knows the hosts, and a repair keeps them", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const first = await openDesk(path);
  await first.hosts.record(CLAUDE);
  await first.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await first.close();
  const damaged = await Deno.openKv(path);
  await damaged.delete(["count", "customers"]);
  damaged.close();
  const { before, kept } = await repairStore(path);
  assert.equal(before.findings.length, 1, JSON.stringify(before.findings));
  assert.ok(kept !== null);
  const second = await openDesk(path);
  assert.deepEqual((await second.hosts.list(10)).map(({ name }) => name), ["claude-code"]);
  await second.close();
});
