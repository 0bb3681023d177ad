import assert from "node:assert/strict";
import { commandNames, createHelpPage } from "../../../../commands/command_line/command_line.ts";
import { loadCommands } from "../../../../commands/command_line/flags/mod.ts";
import { formatHelpPage } from "../../../../commands/pages/mod.ts";
import { mainWith } from "../../../main_with.ts";

/** A verb in the imperative, which starts with a capital letter and is no word of these. */
const NOT_A_VERB = /^(?:A|An|The|What|How|Whether|Which|Who|Where|When|Why|Before|This|All|Only|Each) /;

interface Flag {
  kind: string;
  brief: string;
  placeholder?: string;
}

for (const [name, { parameters }] of Object.entries(await loadCommands(commandNames))) {
  for (const [flag, { kind, brief, placeholder }] of Object.entries<Flag>(parameters.flags ?? {})) {
    Deno.test(`${name} describes --${flag} by a verb phrase, and its value by a placeholder`, () => {
      assert.match(brief, /^[A-Z][a-z]+ .*[^.]$/);
      assert.doesNotMatch(brief, NOT_A_VERB);
      assert.equal(placeholder === undefined, kind === "boolean");
      if (placeholder !== undefined) assert.match(placeholder, /^[[\]A-Z:|=,.]+$/);
    });
  }
}

for (const command of commandNames) {
  const page = await createHelpPage(command);

  Deno.test(`the help of ${command} lists every flag, its environment variable and the global flags`, async () => {
    const { code, stdout } = await mainWith(command, "--help");
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}-h, --help +Print this help$/m);
    assert.match(stdout, /^ {2}-V, --version +Print the version$/m);
    const rows = page.sections.flatMap(({ rows }) => rows);
    assert.equal(new Set(rows.map(({ term }) => term)).size, rows.length);
    for (const { term } of rows) assert.ok(stdout.includes(`\n  ${term}`), term);
  });

  for (const width of [80, 120]) {
    Deno.test(`the help of ${command} fits into ${width} columns`, () => {
      const long = formatHelpPage(page, width).split("\n").filter((line) => line.length > width);
      assert.deepEqual(long, []);
    });
  }
}
