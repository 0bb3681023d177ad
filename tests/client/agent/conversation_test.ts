import assert from "node:assert/strict";
import { Conversation } from "../../../client/agent/conversation.ts";

Deno.test("Conversation.shorten() leaves out the older half of the long results, again and again, but never the latest", () => {
  const conversation = new Conversation();
  conversation.addUserMessage("Do it.");
  for (const name of ["a", "b", "c", "d", "e"]) conversation.addToolResults([result(name, name.repeat(1_000))]);
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(shown(conversation), "---de");
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(shown(conversation), "----e");
  assert.equal(conversation.dropOldResults(), false);
  assert.equal(shown(conversation), "----e");
  assert.deepEqual(conversation.messages[0], { role: "user", content: "Do it." });
});

Deno.test("Conversation.shorten() keeps every call's result, and short ones as they are", () => {
  const conversation = new Conversation();
  conversation.addToolResults([result("a", "short")]);
  conversation.addToolResults([result("b", "b".repeat(1_000)), result("c", "short")]);
  conversation.addToolResults([result("d", "d".repeat(1_000))]);
  assert.equal(conversation.dropOldResults(), true);
  assert.equal(shown(conversation), "s--d");
});

Deno.test("Conversation.give() adds nothing where nothing was called", () => {
  const conversation = new Conversation();
  conversation.addToolResults([]);
  assert.deepEqual(conversation.messages, []);
  assert.equal(conversation.dropOldResults(), false);
});

function result(toolName: string, value: string) {
  return { type: "tool-result" as const, toolCallId: toolName, toolName, output: { type: "text" as const, value } };
}

/** The first letter of each result; a dash for one that was left out. */
function shown({ messages }: Conversation): string {
  return messages.filter(({ role }) => role === "tool")
    .flatMap(({ content }) => content as ReturnType<typeof result>[])
    .map(({ output: { value } }) => value.startsWith("[support-mcp] This result was left out") ? "-" : value[0]).join(
      "",
    );
}
