/**
 * Functions that read texts from outside take linear time. Each gets a text for which a quadratic pattern would need minutes.
 */

import { disarmMarks } from "../../base/text/disarm_marks.ts";
import { toOneLine } from "../../base/text/one_line.ts";
import { toPrintableLine } from "../../base/text/printable.ts";
import { Secrets } from "../../client/recording/format/mod.ts";
import { findVariableProblem } from "../../store/replies/mod.ts";

const SIZE = 300_000;
const spaces = " ".repeat(SIZE);
const secrets = new Secrets();

const cases: Record<string, () => unknown> = {
  "toPrintableLine() with spaces": () => toPrintableLine(`a${spaces}b`),
  "toOneLine() with joiners": () => toOneLine("\u200d".repeat(SIZE)),
  "disarmMarks() with half a mark": () => disarmMarks(`<customer${spaces}`, ["customer_words"], "x"),
  "disarmMarks() with invisible characters": () => disarmMarks(`<c${"\u0301".repeat(SIZE)}`, ["customer_words"], "x"),
  "Secrets with the start of a web token": () => secrets.removeFrom("eyJ-".repeat(SIZE / 4)),
  "Secrets with starts of private keys": () => secrets.removeFrom("-----BEGIN PRIVATE KEY-----".repeat(SIZE / 27)),
  "Secrets with starts of URLs": () => secrets.removeFrom("a://b:".repeat(SIZE / 6)),
  "Secrets with digits": () => secrets.removeFrom("4".repeat(SIZE)),
  "findVariableProblem() with spaces": () => findVariableProblem(`{{${spaces}`),
  "findVariableProblem() with braces": () => findVariableProblem("{{".repeat(SIZE / 2)),
};

for (const [name, run] of Object.entries(cases)) Deno.test(`${name} takes linear time`, () => void run());
