/** Rates as figures: what by what, the programs under each other. */

import type { Program } from "../programs/program.ts";
import type { Figure } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import type { Samples } from "./measure_interleaved.ts";

/**
 * The figures of every program, compared with those of one of them; what the goals are for is ours.
 *
 * @param samples Requests a second, by program and by what was asked.
 * @param goals How often the other's rate ours should be, by what was asked.
 */
export function compareRates(
  samples: Samples,
  ours: readonly Program[],
  other: Program,
  goals: Readonly<Record<string, Goal>>,
): Figure[] {
  const kinds = new Set(Object.values(samples).flatMap((rates) => Object.keys(rates)));
  return [...kinds].flatMap((what) =>
    Object.entries(samples).flatMap(([program, rates]): Figure[] => {
      const own = rates[what];
      if (!own) return [];
      const [beside, goal] = [samples[other.name]![what], goals[what]];
      if (!beside || program === other.name) return [{ what, program, unit: "/s", samples: own }];
      const isOurs = ours.some(({ name }) => name === program);
      const comparison = { with: other.name, samples: beside, ...isOurs && goal && { goal } };
      return [{ what, program, unit: "/s", samples: own, compared: [comparison] }];
    })
  );
}
