import assert from "node:assert/strict";
import type { ExpectedFailure } from "../../conformance/expected_failures.ts";
import { formatReport, formatSummary } from "../../../scripts/conformance/report.ts";
import { type Run, toScenarioResult } from "../../../scripts/conformance/suite.ts";
import { findOutdated, judgeResults } from "../../../scripts/conformance/verdict.ts";

const RUN: Run = { side: "server", title: "2026-07-28", version: "1", selection: [] };
const EXPECTED: ExpectedFailure[] = [
  { side: "server", scenario: "tasks-", reason: "there are none" },
  { side: "client", scenario: "auth/", reason: "it has a token" },
];
const RESULTS = [
  { scenario: "ping", passed: 2, failures: [] },
  { scenario: "caching", passed: 1, failures: ["ttl: no ttlMs"] },
  { scenario: "tasks-input", passed: 1, failures: ["one: missing", "two: missing"] },
  { scenario: "tasks-status", passed: 0, failures: [] },
];

Deno.test("toScenarioResult() counts passed checks, and treats warnings as failures", () => {
  const check = { id: "c", description: "Does it" };
  assert.deepEqual(
    toScenarioResult("ping", [
      { ...check, status: "SUCCESS" },
      { ...check, status: "INFO" },
      { ...check, status: "SKIPPED" },
      { ...check, status: "WARNING" },
      { ...check, status: "FAILURE", errorMessage: "It doesn't" },
    ]),
    { scenario: "ping", passed: 1, failures: ["c: Does it", "c: It doesn't"] },
  );
});

Deno.test("judgeResults() excuses expected failures only on their own side", () => {
  const outcomes = judgeResults(RUN, RESULTS, EXPECTED).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ["passed", "failed", "expected", "skipped"]);
  const client = judgeResults({ ...RUN, side: "client" }, RESULTS, EXPECTED).map(({ outcome }) => outcome);
  assert.deepEqual(client, ["passed", "failed", "failed", "skipped"]);
});

Deno.test("findOutdated() finds expected failures that no longer occur", () => {
  assert.deepEqual(findOutdated(EXPECTED, judgeResults(RUN, RESULTS, EXPECTED)), [EXPECTED[1]]);
});

Deno.test("formatReport() has a line per scenario, the reasons, and the unexpected failures", () => {
  const text = formatReport(judgeResults(RUN, RESULTS, EXPECTED), EXPECTED);
  assert.match(text, /^server +2026-07-28$/m);
  assert.match(text, /^ping +2$/m);
  assert.match(text, /^tasks-input +\(2\)$/m);
  assert.match(text, /^tasks-status +-$/m);
  assert.match(text, /^server, tasks- \(1 scenarios\): there are none$/m);
  assert.match(text, /^FAILED server 2026-07-28: caching\n {2}ttl: no ttlMs$/m);
});

Deno.test("formatSummary() counts like a test runner", () => {
  const verdicts = judgeResults(RUN, RESULTS, EXPECTED);
  assert.equal(formatSummary(verdicts, 0, 12.4), "FAILED | 1 passed | 1 failed | 2 ignored (12s)");
  assert.equal(formatSummary(verdicts.slice(0, 1), 0, 3), "ok | 1 passed | 0 failed | 0 ignored (3s)");
  assert.equal(formatSummary(verdicts.slice(0, 1), 1, 3), "FAILED | 1 passed | 1 failed | 0 ignored (3s)");
});
