import assert from "node:assert/strict";
import { mergeFlags } from "../../install/merge_flags.ts";

Deno.test("mergeFlags() keeps earlier flags that the new entry does not set", () => {
  for (
    const [earlier, added, expected] of [
      ["serve", "serve", "serve"],
      ["serve --db /a.db --read-only", "serve", "serve --db /a.db --read-only"],
      ["serve --db /a.db --read-only", "serve --db /b.db", "serve --read-only --db /b.db"],
      ["serve --db=/a.db --user Ana", "serve --db /b.db", "serve --user Ana --db /b.db"],
      ["serve --demo", "serve --db /b.db", "serve --db /b.db"],
      ["serve --db /a.db --demo", "serve --db /b.db", "serve --demo --db /b.db"],
      ["serve --demo", "serve --db /b.db --demo", "serve --db /b.db --demo"],
      ["serve --read-only", "serve --read-only", "serve --read-only"],
      ["serve tickets --user Ana", "serve", "serve --user Ana"],
      [
        "run -A /main.ts serve --demo",
        "run -A --unstable-kv /new.ts serve",
        "run -A --unstable-kv /new.ts serve --demo",
      ],
      ["-y support-mcp serve --demo", "serve --user Ana", "serve --demo --user Ana"],
    ] as const
  ) assert.equal(mergeFlags(earlier.split(" "), added.split(" ")).join(" "), expected, earlier);
});
