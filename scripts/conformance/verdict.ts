import type { ExpectedFailure } from "../../tests/conformance/expected_failures.ts";
import type { Run, ScenarioResult, Side } from "./suite.ts";

export interface Verdict extends ScenarioResult {
  run: Run;
  /** `skipped` if the suite had nothing to check. */
  outcome: "passed" | "failed" | "expected" | "skipped";
}

/** Judges the results of a run by the expected failures. */
export function judgeResults(
  run: Run,
  results: readonly ScenarioResult[],
  expected: readonly ExpectedFailure[],
): Verdict[] {
  return results.map((result) => ({ ...result, run, outcome: judgeResult(run.side, result, expected) }));
}

function judgeResult(
  side: Side,
  { scenario, passed, failures }: ScenarioResult,
  expected: readonly ExpectedFailure[],
): Verdict["outcome"] {
  if (failures.length === 0) return passed === 0 ? "skipped" : "passed";
  return expected.some((one) => matchesScenario(one, side, scenario)) ? "expected" : "failed";
}

/** Finds the expected failures that no longer occur. */
export function findOutdated(expected: readonly ExpectedFailure[], verdicts: readonly Verdict[]): ExpectedFailure[] {
  const failing = verdicts.filter(({ outcome }) => outcome === "expected");
  return expected.filter((one) => !failing.some(({ run, scenario }) => matchesScenario(one, run.side, scenario)));
}

/** Checks that an expected failure covers a scenario. */
export function matchesScenario(expected: ExpectedFailure, side: Side, scenario: string): boolean {
  return expected.side === side && scenario.startsWith(expected.scenario);
}
