import assert from "node:assert/strict";
import { createErrorText } from "../../../commands/command_line/help/error_text.ts";

Deno.test("output to a full disk ends a command with the reason, not with an unexpected error", () => {
  const error = new Error("No space left on device (os error 28)");
  const text = createErrorText(["check"], "check", () => []).exceptionWhileRunningCommand(error, false);
  assert.equal(text, "support-mcp: Cannot write the output: the disk is full. Free some space and try again.");
});
