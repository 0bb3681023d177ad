/** Formats the results of the conformance suite. */

import type { ExpectedFailure } from "../../tests/conformance/expected_failures.ts";
import type { Side } from "./suite.ts";
import { matchesScenario, type Verdict } from "./verdict.ts";

const SCENARIO_WIDTH = 45;
const RUN_WIDTH = 12;

/** Formats a line per scenario with the number of passed checks in each run, then the expected and unexpected failures. */
export function formatReport(verdicts: readonly Verdict[], expected: readonly ExpectedFailure[]): string {
  return [
    ...formatTable("server", verdicts),
    "",
    ...formatTable("client", verdicts),
    "",
    "n: checks passed; (n): checks that failed as expected; -: nothing to check; FAILED: unexpected failure.",
    ...formatExpectedFailures(verdicts, expected),
    ...formatUnexpectedFailures(verdicts),
  ].join("\n");
}

/** Formats the last line in the style of a test runner. */
export function formatSummary(verdicts: readonly Verdict[], outdated: number, seconds: number): string {
  const count = (wanted: Verdict["outcome"]) => verdicts.filter(({ outcome }) => outcome === wanted).length;
  const failed = count("failed") + outdated;
  const ignored = count("expected") + count("skipped");
  const counts = `${count("passed")} passed | ${failed} failed | ${ignored} ignored`;
  return `${failed === 0 ? "ok" : "FAILED"} | ${counts} (${Math.round(seconds)}s)`;
}

function formatTable(side: Side, all: readonly Verdict[]): string[] {
  const verdicts = all.filter(({ run }) => run.side === side);
  const titles = [...new Set(verdicts.map(({ run }) => run.title))];
  const scenarios = [...new Set(verdicts.map(({ scenario }) => scenario))].sort();
  const getCell = (scenario: string, title: string) =>
    formatCell(verdicts.find((verdict) => verdict.scenario === scenario && verdict.run.title === title));
  return [
    formatRow(side, titles),
    ...scenarios.map((scenario) => formatRow(scenario, titles.map((title) => getCell(scenario, title)))),
  ];
}

function formatRow(first: string, cells: readonly string[]): string {
  return [first.padEnd(SCENARIO_WIDTH), ...cells.map((text) => text.padStart(RUN_WIDTH))].join("").trimEnd();
}

function formatCell(verdict: Verdict | undefined): string {
  switch (verdict?.outcome) {
    case undefined:
      return "";
    case "passed":
      return String(verdict.passed);
    case "skipped":
      return "-";
    case "expected":
      return `(${verdict.failures.length})`;
    case "failed":
      return "FAILED";
  }
}

function formatExpectedFailures(verdicts: readonly Verdict[], expected: readonly ExpectedFailure[]): string[] {
  const failing = verdicts.filter(({ outcome }) => outcome === "expected");
  return expected.map((one) => {
    const scenarios = new Set(
      failing.filter(({ run, scenario }) => matchesScenario(one, run.side, scenario)).map(getScenario),
    );
    return `${one.side}, ${one.scenario} (${scenarios.size} scenarios): ${one.reason}`;
  });
}

function formatUnexpectedFailures(verdicts: readonly Verdict[]): string[] {
  const failed = verdicts.filter(({ outcome }) => outcome === "failed");
  return failed.flatMap((verdict) => [
    "",
    `FAILED ${verdict.run.side} ${verdict.run.title}: ${verdict.scenario}`,
    ...verdict.failures.map((failure) => `  ${failure}`),
  ]);
}

function getScenario({ scenario }: Verdict): string {
  return scenario;
}
