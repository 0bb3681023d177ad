/** Converts rates to figures, grouped by request. */

import type { Program } from "../programs/program.ts";
import type { Figure } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import type { Samples } from "./measure_interleaved.ts";

/**
 * Creates the figures of every program, compared with those of another one. Goals apply to our program.
 *
 * @param samples Requests per second, by program and kind of request.
 * @param goals The goal for the ratio of our rate to the other's, by kind of request.
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
