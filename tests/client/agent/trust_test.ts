/** Servers that are not trusted: what they declare about their tools decides on nothing. */

import assert from "node:assert/strict";
import { formatReport } from "../../../client/agent/views/format_report.ts";
import { FakeTimers } from "../../fake_timers.ts";
import { createPerson, listOutcomes, runAgent, toMemorySource } from "./agent_run.ts";
import { ADDS, createToolServer, READS } from "./tool_server.ts";

const SCRIPT = [{ calls: [["look", {}], ["look", {}], ["add", {}]] }, { text: "Nothing was changed." }] as const;

Deno.test("an agent asks before it calls a tool that an untrusted server declares read-only", async () => {
  for (const policy of ["writes", "destructive"] as const) {
    const { person, asked } = createPerson(({ tool }) => Promise.resolve(tool === "add" ? "no" : "yes"));
    const { events } = await runAgent(SCRIPT, { servers: [createDesk(false)], policy, person });
    assert.deepEqual(asked.map(({ tool, isTrusted }) => [tool, isTrusted]), [
      ["look", false],
      ["look", false],
      ["add", false],
    ]);
    assert.deepEqual(listOutcomes(events), ["look: done", "look: done", "add: refused"]);
  }
});

Deno.test("an agent without a person calls no tool of an untrusted server", async () => {
  const { events } = await runAgent(SCRIPT, { servers: [createDesk(false)], policy: "writes" });
  assert.deepEqual(listOutcomes(events), ["look: refused", "look: refused", "add: refused"]);
});

Deno.test("a report does not conclude from an untrusted declaration that nothing was changed", async () => {
  const { report } = await runAgent([{ calls: [["look", {}], ["look", {}]] }, SCRIPT[1]], {
    servers: [createDesk(false)],
  });
  assert.deepEqual(report.writes.map(({ tool, declaredReadOnly }) => [tool, declaredReadOnly]), [
    ["look", true],
    ["look", true],
  ]);
  assert.match(formatReport(report), /^Declared read-only by a server that is not trusted, .* possible: look ×2$/m);
  assert.doesNotMatch(formatReport(report), /No changes/);
});

Deno.test("a report believes a trusted server", async () => {
  const { report } = await runAgent([{ calls: [["look", {}]] }, SCRIPT[1]], { servers: [createDesk(true)] });
  assert.deepEqual(report.writes, []);
  assert.match(formatReport(report), /^No changes were made\.$/m);
});

Deno.test("a report says that a write may have been applied when its server failed", async () => {
  using timers = new FakeTimers(5_000);
  const { report } = await runAgent([{ calls: [["hang", {}]] }, SCRIPT[1]], {
    servers: [createDesk(true, () => timers.advance(10_000))],
    requestTimeout: 10_000,
  });
  assert.deepEqual(report.writes.map(({ outcome, isUncertain }) => [outcome, isUncertain]), [["failed", true]]);
  assert.match(formatReport(report), /^Failed, but changes are possible: hang$/m);
  assert.doesNotMatch(formatReport(report), /No changes/);
});

function createDesk(isTrusted: boolean, onHang = () => {}) {
  const server = () =>
    createToolServer({
      look: { annotations: READS, use: () => "seen" },
      add: { annotations: ADDS, use: () => "added" },
      hang: {
        use() {
          onHang();
          return new Promise(() => {});
        },
      },
    });
  return toMemorySource("desk", server, { isTrusted });
}
