import type { Figure, Section } from "./figure.ts";
import { computeSpread } from "./statistics.ts";
import { alignColumns, formatValue } from "./table.ts";

const HEAD = ["what", "this build", "other build", "change", ""];

/**
 * Compares two builds that were measured in one interleaved run, figure by figure.
 *
 * @param product The name of this build.
 * @param other The name of the other build.
 * @returns Lines for the terminal. A change is marked if the middle halves of the samples overlap, as noise alone explains it.
 */
export function formatBuildComparison(sections: readonly Section[], product: string, other: string): string {
  const figures = sections.flatMap(({ figures }) => figures);
  const rows = figures.filter(({ program }) => program === product).flatMap((own) => {
    const counterpart = figures.find(({ program, what }) => program === other && what === own.what);
    return counterpart === undefined ? [] : [toRow(own, counterpart)];
  });
  if (rows.length === 0) return `No benchmark measured ${other}.`;
  return [`Compared with ${other}`, ...alignColumns([HEAD, ...rows]).map((line) => `  ${line}`)].join("\n");
}

function toRow({ what, unit, samples }: Figure, other: Figure): string[] {
  const [own, before] = [computeSpread(samples), computeSpread(other.samples)];
  const percent = (own.median / before.median - 1) * 100;
  const change = `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
  const overlaps = own.low <= before.high && before.low <= own.high;
  return [
    what,
    formatValue(own.median, unit),
    formatValue(before.median, unit),
    change,
    overlaps ? "within noise" : "",
  ];
}
