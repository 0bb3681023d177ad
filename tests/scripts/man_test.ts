import assert from "node:assert/strict";
import { join } from "node:path";
import { commandNames } from "../../commands/command_line/mod.ts";
import { formatManualPage } from "../../scripts/man.ts";
import { PROJECT } from "../house/sources.ts";
import { mainWith } from "../main_with.ts";

Deno.test("docs/support-mcp.1 is up to date: else run deno task man", async () => {
  assert.equal(await Deno.readTextFile(join(PROJECT, "docs/support-mcp.1")), await formatManualPage());
});

Deno.test("formatManualPage() has every command with every flag of its help", async () => {
  const page = await formatManualPage();
  for (const name of commandNames) {
    const section = page.split(`\n.SH ${name.toUpperCase()}\n`)[1]?.split("\n.SH ")[0];
    assert.ok(section !== undefined, name);
    const flags = (await mainWith(name, "--help")).stdout.match(/^ {2}(?:-\w, )?--[\w-]+/gm) ?? [];
    assert.ok(flags.length > 1);
    for (const flag of flags) {
      assert.ok(section.includes(`.B ${flag.trim().replaceAll("-", "\\-")}`), `${name} ${flag}`);
    }
  }
});

Deno.test("formatManualPage() has one macro or one text per line", async () => {
  const macros = ["TH", "SH", "SS", "B", "PP", "TP", "nf", "fi"];
  for (const line of (await formatManualPage()).split("\n")) {
    assert.doesNotMatch(line, /[^ -~]/, "only ASCII");
    if (/^[.']/.test(line)) assert.ok(macros.includes(/^\.(\w+)/.exec(line)?.[1] ?? ""), line);
    assert.doesNotMatch(line.replaceAll("\\e", ""), /\\(?!-|&|\(dq)/);
  }
});
