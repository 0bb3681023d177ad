import assert from "node:assert/strict";
import type { TitledSection } from "../../../bench/report/figure.ts";
import { formatMarkdownSection, formatTerminalTable } from "../../../bench/report/table.ts";

const EMPTY = { with: "the empty program", samples: [30, 32, 31] };

const SECTION: TitledSection = {
  title: "Cold start",
  note: "On a desk of 1000 tickets.",
  circumstances: "Measured today.",
  figures: [
    { what: "start to end", program: "the empty program", unit: "ms", samples: EMPTY.samples },
    {
      what: "start to tools/list",
      program: "support-mcp",
      unit: "ms",
      samples: [62],
      compared: [
        { ...EMPTY, goal: { atMost: 1.9 } },
        { with: "the article's server", samples: [620], isSpeedup: true, goal: { atLeast: 7 } },
      ],
    },
  ],
};

Deno.test("formatTerminalTable() aligns columns between title and note", () => {
  assert.deepEqual(formatTerminalTable(SECTION).split("\n"), [
    "Cold start",
    "  what                  program             median   middle half         compared                                   goal",
    "  start to end          the empty program   31 ms    30.5 ms – 31.5 ms",
    "  start to tools/list   support-mcp         62 ms    one sample          2 × the empty program                      at most 1.9: missed",
    "                                                                         10 times as fast as the article's server   at least 7: reached",
    "  (On a desk of 1000 tickets.)",
  ]);
});

Deno.test("formatMarkdownSection() has the same cells", () => {
  assert.equal(
    formatMarkdownSection(SECTION),
    [
      "## Cold start",
      "",
      "On a desk of 1000 tickets.",
      "",
      "| what | program | median | middle half | compared | goal |",
      "| --- | --- | --- | --- | --- | --- |",
      "| start to end | the empty program | 31 ms | 30.5 ms – 31.5 ms |  |  |",
      "| start to tools/list | support-mcp | 62 ms | one sample | 2 × the empty program | at most 1.9: missed |",
      "|  |  |  |  | 10 times as fast as the article's server | at least 7: reached |",
      "",
      "Measured today.",
    ].join("\n"),
  );
});

Deno.test("a figure's own goal is beside the figure, before the comparisons", () => {
  const memory = { what: "after", program: "p", unit: "MB", samples: [100], goal: { atMost: 90 } } as const;
  const compared = [{ with: "itself before", samples: [100], goal: { atMost: 1.05 } }];
  const table = formatMarkdownSection({ ...SECTION, figures: [{ ...memory, compared }] });
  const rows = table.split("\n").slice(6, 8);
  assert.deepEqual(rows, [
    "| after | p | 100 MB | one sample |  | at most 90 MB: missed |",
    "|  |  |  |  | 1 × itself before | at most 1.05: reached |",
  ]);
});

Deno.test("rates have three digits and a unit", () => {
  const figures: TitledSection["figures"] = [{ what: "reads", program: "p", unit: "/s", samples: [12_345.678] }];
  assert.match(formatMarkdownSection({ ...SECTION, figures }), /\| 12,300\/s \|/);
});
