import assert from "node:assert/strict";
import { commandNames, createHelpPage } from "../../../commands/command_line/mod.ts";
import { mainWith } from "../../main_with.ts";

/** The actions of a command, or the servers of `serve`: the choices that its usage lists. */
async function listChoices(command: string): Promise<string[]> {
  const { usage } = await createHelpPage(command);
  return /\[?([a-z-]+(?:\|[a-z-]+)+)/.exec(usage)?.[1]?.split("|") ?? [];
}

for (const command of commandNames) {
  const lines = [
    [command, "help"],
    [command, "help", "it"],
    ["help", command],
    ...(await listChoices(command)).flatMap((choice) => [[command, choice, "help"], [command, choice, "it", "help"]]),
  ];
  for (const line of lines) {
    Deno.test(`support-mcp ${line.join(" ")} prints the usage of ${command}`, async () => {
      assert.deepEqual(await mainWith(...line), await mainWith(command, "--help"));
    });
  }
}

Deno.test("the table of help covers actions of several commands", async () => {
  assert.deepEqual(await listChoices("knowledge"), ["import", "export", "sync"]);
  const choices = await Promise.all(commandNames.map(listChoices));
  assert.ok(choices.filter(({ length }) => length > 0).length >= 5);
});

for (
  const line of [
    ["export", "--force", "help"],
    ["export", "--db", "desk.db", "help"],
    ["export", "help", "--force"],
    ["help", "export", "help"],
  ]
) {
  Deno.test(`support-mcp ${line.join(" ")} prints the usage of export`, async () => {
    assert.deepEqual(await mainWith(...line), await mainWith("export", "--help"));
  });
}

Deno.test("support-mcp help help lists the commands", async () => {
  assert.deepEqual(await mainWith("help", "help"), await mainWith("help"));
});

for (const line of [["--db", "help", "--user"], ["--user=help", "--db"], ["--", "help", "it"]]) {
  Deno.test(`support-mcp erase ${line.join(" ")} does not ask for help`, async () => {
    const { code, stdout } = await mainWith("erase", ...line);
    assert.deepEqual([code, stdout], [2, ""]);
  });
}
