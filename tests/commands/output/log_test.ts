import assert from "node:assert/strict";
import { openLog } from "../../../commands/output/log.ts";

Deno.test("openLog() writes a line for each message at its level or above", async () => {
  const lines: string[] = [];
  const log = openLog("warning", (line) => lines.push(line));
  log.info("not this");
  log.warning("The store {location} is slow", { location: "/tmp/desk.db" });
  log.error("It failed");
  await log.flush();
  assert.equal(lines.length, 2);
  assert.match(lines[0]!, /WRN.*The store "?\/tmp\/desk\.db"? is slow\n$/);
  assert.match(lines[1]!, /ERR.*It failed\n$/);
});

Deno.test("openLog() keeps the order of messages", async () => {
  const lines: string[] = [];
  const log = openLog("debug", (line) => lines.push(line));
  for (const level of ["debug", "info", "warning", "error"] as const) log[level](level);
  await log.flush();
  assert.deepEqual(lines.map((line) => line.trim().split(" ").at(-1)), ["debug", "info", "warning", "error"]);
});

Deno.test("openLog() writes a value that is the whole message on one line without quotes", async () => {
  const lines: string[] = [];
  const log = openLog("info", (line) => lines.push(line));
  log.warning("{message}", { message: 'jsonrpc must be "2.0".\n[ERR] {x}\u001b[2J' });
  await log.flush();
  assert.equal(
    lines[0]!.slice(lines[0]!.indexOf("[WRN]")),
    '[WRN] support-mcp: jsonrpc must be "2.0". [ERR] {x}\\x1b[2J\n',
  );
});

Deno.test("openLog() does not expand braces in values", async () => {
  const lines: string[] = [];
  const log = openLog("info", (line) => lines.push(line));
  log.info("{text}", { text: 'a host\'s own "words" {x}' });
  await log.flush();
  assert.match(lines[0]!, /words.*\{x\}/);
});

Deno.test("openLog() writes JSON without quotes around the values in the message", async () => {
  const lines: string[] = [];
  const log = openLog("info", (line) => lines.push(line), "json");
  log.info("{request} {status}: {refusal}", { request: "POST /mcp", status: 400, refusal: 'No "revision"\nhere' });
  await log.flush();
  const { level, message, properties } = JSON.parse(lines[0]!);
  assert.deepEqual([level, message], ["INFO", 'POST /mcp 400: No "revision"\nhere']);
  assert.deepEqual(properties, { request: "POST /mcp", status: 400, refusal: 'No "revision"\nhere' });
});

for (const format of ["text", "json"] as const) {
  Deno.test(`openLog() cuts long values in ${format}`, async () => {
    const lines: string[] = [];
    const log = openLog("info", (line) => lines.push(line), format);
    log.info("{path}", { path: "/" + "a".repeat(60_000) });
    await log.flush();
    assert.ok(lines[0]!.length < 3_000);
    assert.match(lines[0]!, /\/a+…/);
  });
}

Deno.test("openLog() computes properties only for messages it writes", async () => {
  const lines: string[] = [];
  const log = openLog("info", (line) => lines.push(line));
  log.debug("{id}", () => assert.fail("not written"));
  log.info("{id}", () => ({ id: "computed" }));
  await log.flush();
  assert.deepEqual(lines.map((line) => line.includes("computed")), [true]);
});
