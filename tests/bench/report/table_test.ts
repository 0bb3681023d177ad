import assert from "node:assert/strict";
import type { Section } from "../../../bench/report/figure.ts";
import { markdownTable, terminalTable } from "../../../bench/report/table.ts";

const SECTION: Section = {
  title: "Cold start",
  note: "On a desk of 1000 tickets.",
  figures: [
    { what: "start to end", program: "the empty program", unit: "ms", samples: [30, 32, 31] },
    {
      what: "start to tools/list",
      program: "support-mcp",
      unit: "ms",
      samples: [62],
      against: { name: "the empty program", samples: [30, 32, 31] },
    },
  ],
};

Deno.test("terminalTable() lines up the columns under a title, and ends with the note", () => {
  assert.equal(
    terminalTable(SECTION),
    [
      "Cold start",
      "  what                  program             median   middle half         ratio",
      "  start to end          the empty program   31 ms    30.5 ms – 31.5 ms",
      "  start to tools/list   support-mcp         62 ms    one sample          2 × the empty program",
      "  (On a desk of 1000 tickets.)",
    ].join("\n"),
  );
});

Deno.test("markdownTable() has the same cells", () => {
  assert.equal(
    markdownTable(SECTION),
    [
      "## Cold start",
      "",
      "On a desk of 1000 tickets.",
      "",
      "| what | program | median | middle half | ratio |",
      "| --- | --- | --- | --- | --- |",
      "| start to end | the empty program | 31 ms | 30.5 ms – 31.5 ms |  |",
      "| start to tools/list | support-mcp | 62 ms | one sample | 2 × the empty program |",
    ].join("\n"),
  );
});

Deno.test("a rate is written as such, to three digits", () => {
  const figures: Section["figures"] = [{ what: "reads", program: "p", unit: "/s", samples: [12_345.678] }];
  assert.match(markdownTable({ ...SECTION, figures }), /\| 12,300\/s \|/);
});
