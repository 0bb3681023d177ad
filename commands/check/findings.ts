/** Problems of a store, for people. */

import { toPrintableLine } from "../../base/text/printable.ts";
import type { Finding, StoreCheck } from "../../data/mod.ts";
import { formatCount } from "../output/mod.ts";

/** The problems that are printed. */
const MAX_PRINTED = 100;

/** Names of the kinds in front of a problem. */
const LABELS: Record<Finding["kind"], string> = {
  file: "damaged",
  derived: "index",
  rebuilt: "rebuilt",
  lost: "lost",
  erasure: "erasure",
};

/** Formats problems as lines such as `lost     Ticket #3: comment 1. A repair puts a note there.` */
export function formatFindings(findings: readonly Finding[], total: number): string {
  const lines = findings.slice(0, MAX_PRINTED).map(({ kind, subject, problem }) =>
    `${LABELS[kind].padEnd(8)} ${toPrintableLine(`${subject}: ${problem}`)}\n`
  );
  if (total > lines.length) lines.push(`… and ${formatCount(total - lines.length, "other problem")}.\n`);
  return lines.join("");
}

export function countProblems({ problems }: StoreCheck): number {
  return Object.values(problems).reduce((sum, count) => sum + count, 0);
}

/** Says how many problems there are, and how many of them are losses. */
export function formatProblemCount(result: StoreCheck): string {
  const { lost } = result.problems;
  const losses = lost === 0
    ? "nothing is lost"
    : `${formatCount(lost, "part")} of tickets or accounts ${lost === 1 ? "is" : "are"} lost`;
  return `${formatCount(countProblems(result), "problem")}, ${losses}`;
}
