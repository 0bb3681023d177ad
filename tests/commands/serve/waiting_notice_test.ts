import assert from "node:assert/strict";
import { explainWaiting } from "../../../commands/serve/waiting_notice.ts";

function getNotice(isTerminal: boolean): string {
  let printed = "";
  explainWaiting({ isTerminal: () => isTerminal }, (text) => printed += text);
  return printed;
}

Deno.test("explainWaiting() says on a terminal what serve waits for, and how to add it to a host", () => {
  assert.match(getNotice(true), /^support-mcp: Waiting for MCP messages .* support-mcp install HOST\. [^\n]*\n$/);
});

Deno.test("explainWaiting() prints nothing if a host has started serve", () => {
  assert.equal(getNotice(false), "");
});
