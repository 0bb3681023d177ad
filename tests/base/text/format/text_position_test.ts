import assert from "node:assert/strict";
import { formatTextPosition } from "../../../../base/text/format/text_position.ts";

Deno.test("formatTextPosition() counts lines and columns from 1", () => {
  assert.equal(formatTextPosition(0, "{\n  x}", "mcp.json"), "mcp.json, line 1, column 1");
  assert.equal(formatTextPosition(4, "{\n  x}", "mcp.json"), "mcp.json, line 2, column 3");
});
