import assert from "node:assert/strict";
import { parseHostname } from "../../../commands/values/hostname.ts";

Deno.test("parseHostname() accepts names and addresses, and lower-cases them", () => {
  for (const name of ["desk", "desk.example.com", "my-desk_1.internal", "10.0.0.5"]) {
    assert.equal(parseHostname(name), name);
  }
  assert.equal(parseHostname("Desk.Example.com"), "desk.example.com");
});

for (
  const text of ["", "https://desk.example.com", "desk.example.com:8443", "desk/mcp", "a b", "*.example.com", "desk."]
) {
  Deno.test(`parseHostname() rejects "${text}", which no Host header equals`, () => {
    assert.throws(() => parseHostname(text), { name: "SyntaxError", message: /such as desk\.example\.com/ });
  });
}
