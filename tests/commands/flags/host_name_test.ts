import assert from "node:assert/strict";
import { parseHostName } from "../../../commands/flags/host_name.ts";

Deno.test("parseHostName() takes names and addresses, in small letters", () => {
  for (const name of ["desk", "desk.example.com", "my-desk_1.internal", "10.0.0.5"]) {
    assert.equal(parseHostName(name), name);
  }
  assert.equal(parseHostName("Desk.Example.com"), "desk.example.com");
});

for (
  const text of ["", "https://desk.example.com", "desk.example.com:8443", "desk/mcp", "a b", "*.example.com", "desk."]
) {
  Deno.test(`parseHostName() refuses "${text}", which no Host is like`, () => {
    assert.throws(() => parseHostName(text), { name: "SyntaxError", message: /such as desk\.example\.com/ });
  });
}
