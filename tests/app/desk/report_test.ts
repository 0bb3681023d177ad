import assert from "node:assert/strict";
import { Report } from "../../../app/desk/second/mod.ts";
import { TestBridge } from "../test_bridge.ts";

Deno.test("a report counts a period, and another period replaces it", async () => {
  await using bridge = await TestBridge.open();
  const report = new Report(bridge);
  await report.load();
  assert.ok(report.data.value!.total.created >= 19);
  assert.ok(report.data.value!.rows.length >= 30);
  await report.load("7d");
  assert.ok(report.data.value!.rows.length <= 8);
});

Deno.test("a report that cannot be loaded says why, and keeps the one before", async () => {
  await using bridge = await TestBridge.open();
  const report = new Report(bridge);
  await report.load();
  bridge.intercept = () => Promise.reject(new Error("broken"));
  await report.load("7d");
  assert.equal(String(report.error.value), "Error: broken");
  assert.notEqual(report.data.value, null);
});
