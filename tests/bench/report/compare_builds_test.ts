import assert from "node:assert/strict";
import { formatBuildComparison } from "../../../bench/report/compare_builds.ts";
import type { Figure, Unit } from "../../../bench/report/figure.ts";

Deno.test("formatBuildComparison() lists the change of each figure that both builds have", () => {
  const figures = [
    toFigure("start", "ours", "ms", [90, 90, 91]),
    toFigure("start", "old", "ms", [100, 100, 101]),
    toFigure("start", "peer", "ms", [500]),
    toFigure("reads", "ours", "/s", [1_000, 1_100, 1_200]),
    toFigure("reads", "old", "/s", [1_010, 1_000, 1_190]),
    toFigure("imports", "ours", "/s", [7]),
  ];
  assert.equal(
    formatBuildComparison([{ note: "", figures }], "ours", "old"),
    [
      "Compared with old",
      "  what    this build   other build   change",
      "  start   90 ms        100 ms        −10.0 %",
      "  reads   1,100/s      1,010/s       +8.9 %    within noise",
    ].join("\n"),
  );
});

Deno.test("formatBuildComparison() says if the other build was not measured", () => {
  assert.equal(formatBuildComparison([{ note: "", figures: [] }], "ours", "old"), "No benchmark measured old.");
});

function toFigure(what: string, program: string, unit: Unit, samples: number[]): Figure {
  return { what, program, unit, samples };
}
