import assert from "node:assert/strict";
import { formatHelpPage, type HelpPage } from "../../../commands/pages/help_page.ts";

const PAGE: HelpPage = {
  summary: "Serve the desk to an AI host over stdio, or to many over HTTP.",
  usage: "support-mcp serve [tickets|customers] [FLAGS]",
  description: ["One paragraph of text.", "  a line that is    unchanged, because it is indented"],
  sections: [{
    title: "FLAGS",
    rows: [
      { term: "--db LOCATION", text: "Use this store: a path, or a URL" },
      { term: "--a-very-long-name WITH-A-PLACEHOLDER", text: "Text below" },
    ],
  }],
  examples: [{ term: "support-mcp serve --demo", text: "Serve two demo tickets" }],
};

Deno.test("formatHelpPage() wraps text beside the terms and below long ones", () => {
  assert.deepEqual(formatHelpPage(PAGE, 48).split("\n").slice(-9, -5), [
    "  --db LOCATION  Use this store: a path, or a",
    "                 URL",
    "  --a-very-long-name WITH-A-PLACEHOLDER",
    "                 Text below",
  ]);
});

Deno.test("formatHelpPage() puts texts below the terms in a narrow terminal", () => {
  assert.equal(
    formatHelpPage(PAGE, 40),
    `Serve the desk to an AI host over stdio,
or to many over HTTP.

USAGE
  support-mcp serve [tickets|customers]
  [FLAGS]

One paragraph of text.

  a line that is    unchanged, because it is indented

FLAGS
  --db LOCATION
      Use this store: a path, or a URL
  --a-very-long-name WITH-A-PLACEHOLDER
      Text below

EXAMPLES
  support-mcp serve --demo
      Serve two demo tickets
`,
  );
});

Deno.test("formatHelpPage() returns text without layout unchanged", () => {
  assert.equal(formatHelpPage("1.2.3\n", 3), "1.2.3\n");
});
