import assert from "node:assert/strict";
import { findMisreadFlag } from "../../../commands/command_line/find_misread_flag.ts";
import { loadCommands } from "../../../commands/command_line/flags/mod.ts";

const { agent } = await loadCommands(["agent"]);

Deno.test("findMisreadFlag() finds flags that would become arguments", () => {
  for (const word of ["--db=", "--x", "--x=1", "--é", "---", "--1"]) {
    assert.equal(findMisreadFlag(["model", word, "--unattended"], agent!), word);
  }
});

Deno.test("findMisreadFlag() leaves flags, their values, texts and what follows -- alone", () => {
  for (
    const args of [
      ["--db", "--x"],
      ["--db=--x", "--unattended", "--unknown", "--unknown=1"],
      ["--db=two\nlines"],
      ["--- Close ticket 42", "-- close it", "-", "-x", "a--b"],
      ["--", "--x", "--db="],
      [],
    ]
  ) assert.equal(findMisreadFlag(args, agent!), undefined, args.join(" "));
});
