import assert from "node:assert/strict";
import { type ToolKey, ToolNames } from "../../../../client/agent/tools/tool_names.ts";
import fc from "../../../fast_check.ts";

Deno.test("ToolNames keeps a tool's own name if no other server has it", () => {
  const names = namesFor([{ server: "a", tool: "search" }, { server: "b", tool: "close" }]);
  assert.equal(names.get({ server: "a", tool: "search" }), "search");
  assert.equal(names.get({ server: "b", tool: "close" }), "close");
  assert.equal(names.get({ server: "b", tool: "search" }), undefined);
});

Deno.test("ToolNames prefixes a name that several servers have", () => {
  const names = namesFor([{ server: "a", tool: "search" }, { server: "b", tool: "search" }]);
  assert.equal(names.get({ server: "a", tool: "search" }), "a__search");
  assert.equal(names.get({ server: "b", tool: "search" }), "b__search");
});

Deno.test("ToolNames never reuses a name that another tool has or had", () => {
  const names = namesFor([{ server: "a", tool: "close" }]);
  names.add([{ server: "evil", tool: "close" }]);
  assert.equal(names.get({ server: "a", tool: "close" }), "close");
  assert.match(names.get({ server: "evil", tool: "close" })!, /^evil__close_/);
});

Deno.test("ToolNames assigns no reserved name", () => {
  const names = new ToolNames(["read_resource"]);
  names.add([{ server: "a", tool: "read_resource" }]);
  assert.match(names.get({ server: "a", tool: "read_resource" })!, /^a__read_resource_/);
});

Deno.test("ToolNames assigns unique names that every provider accepts", () => {
  const name = fc.oneof(
    fc.string({ maxLength: 90 }),
    fc.constantFrom("a", "a.b", "a_b", "a__b", "x".repeat(70), "é", ""),
  );
  const keys = fc.uniqueArray(fc.record({ server: name, tool: name }), { selector: (key) => JSON.stringify(key) });
  fc.assert(fc.property(keys, keys, (first, later) => {
    const names = namesFor(first);
    const before = first.map((key) => names.get(key));
    names.add(later);
    const all = [...new Map([...first, ...later].map((key) => [JSON.stringify(key), names.get(key)!])).values()];
    assert.equal(new Set(all).size, all.length);
    for (const given of all) assert.match(given, /^[a-zA-Z0-9_-]{1,64}$/);
    assert.deepEqual(first.map((key) => names.get(key)), before);
  }));
});

function namesFor(keys: readonly ToolKey[]): ToolNames {
  const names = new ToolNames();
  names.add(keys);
  return names;
}
