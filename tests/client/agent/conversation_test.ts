import assert from "node:assert/strict";
import { Conversation } from "../../../client/agent/conversation.ts";

Deno.test("Conversation.dropOldResults() drops the older half of the long results on each call, but never the latest", () => {
  const conversation = new Conversation();
  conversation.addUserMessage("Do it.");
  for (const name of ["a", "b", "c", "d", "e"]) conversation.addToolResults([result(name, name.repeat(1_000))]);
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(summarizeResults(conversation), "---de");
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(summarizeResults(conversation), "----e");
  assert.equal(conversation.dropOldResults(), false);
  assert.equal(summarizeResults(conversation), "----e");
  assert.deepEqual(conversation.messages[0], { role: "user", content: "Do it." });
});

Deno.test("Conversation.dropOldResults() keeps a result for every call, and keeps short ones unchanged", () => {
  const conversation = new Conversation();
  conversation.addToolResults([result("a", "short")]);
  conversation.addToolResults([result("b", "b".repeat(1_000)), result("c", "short")]);
  conversation.addToolResults([result("d", "d".repeat(1_000))]);
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(summarizeResults(conversation), "s--d");
});

Deno.test("Conversation.addToolResults() adds no message without results", () => {
  const conversation = new Conversation();
  conversation.addToolResults([]);
  assert.deepEqual(conversation.messages, []);
  assert.equal(conversation.dropOldResults(), false);
});

function result(toolName: string, value: string) {
  return { type: "tool-result" as const, toolCallId: toolName, toolName, output: { type: "text" as const, value } };
}

/** The first letter of each result; a dash for a dropped one. */
function summarizeResults({ messages }: Conversation): string {
  return messages.filter(({ role }) => role === "tool")
    .flatMap(({ content }) => content as ReturnType<typeof result>[])
    .map(({ output: { value } }) => value.startsWith("[support-mcp] This result was dropped") ? "-" : value[0]).join(
      "",
    );
}
