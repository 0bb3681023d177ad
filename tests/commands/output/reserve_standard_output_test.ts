import assert from "node:assert/strict";
import { reserveStandardOutput } from "../../../commands/output/reserve_standard_output.ts";

Deno.test("reserveStandardOutput() sends everything that prints to standard error", () => {
  const printed: unknown[] = [];
  const print = (...what: unknown[]) => void printed.push(what[0]);
  const fake = { ...console, error: print } as Console;
  reserveStandardOutput(fake);
  fake.log("log");
  fake.info("info");
  fake.debug("debug");
  fake.table("table");
  fake.dir("dir");
  fake.group("group");
  assert.deepEqual(printed, ["log", "info", "debug", "table", "dir", "group"]);
});
