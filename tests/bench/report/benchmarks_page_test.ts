import assert from "node:assert/strict";
import { benchmarksPage } from "../../../bench/report/benchmarks_page.ts";

Deno.test("benchmarksPage() names the machine, the desks' tickets and every section", () => {
  const page = benchmarksPage({
    command: "deno task bench --write",
    machine: ["2 × A Processor", "Deno 2.9.6"],
    corpus: "made-up questions",
    sections: [
      { title: "Cold start", note: "First.", figures: [] },
      { title: "Memory", note: "Second.", figures: [{ what: "w", program: "p", unit: "MB", samples: [1] }] },
    ],
  });
  assert.match(page, /^- 2 × A Processor\n- Deno 2\.9\.6$/m);
  assert.match(page, /made-up questions/);
  assert.match(page, /^Measured by `deno task bench --write`/m);
  assert.deepEqual([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title), [
    "Cold start",
    "Memory",
    "How it is measured",
  ]);
  assert.match(page, /\| w \| p \| 1 MB \|/);
});
