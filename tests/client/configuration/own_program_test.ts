import assert from "node:assert/strict";
import { getOwnCommand } from "../../../client/configuration/own_program.ts";
import { overrideVariables } from "../../override_variables.ts";

Deno.test("getOwnCommand() starts this program's main module", async () => {
  const { name, program, args } = getOwnCommand(["--version"]);
  assert.equal(name, "support-mcp --version");
  assert.equal(program, Deno.execPath());
  const { success, stdout } = await new Deno.Command(program, { args: [...args] }).output();
  assert.ok(success);
  assert.match(new TextDecoder().decode(stdout), /^\d+\.\d+\.\d+\s*$/);
});

Deno.test("getOwnCommand() omits this program's own settings", () => {
  using _ = overrideVariables({ SUPPORT_MCP_DB: "team.db", ANY_OTHER: "1" });
  const environment = getOwnCommand([]).environment!;
  assert.equal(environment["ANY_OTHER"], "1");
  assert.ok(!("SUPPORT_MCP_DB" in environment));
});
