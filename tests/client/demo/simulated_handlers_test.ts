import assert from "node:assert/strict";
import type { ElicitRequestFormParams } from "@modelcontextprotocol/client";
import { SimulatedHandlers } from "../../../client/demo/simulated_handlers.ts";
import { CapturedScreen } from "../connection_options.ts";

type Form = ElicitRequestFormParams["requestedSchema"];

const TAKING: Record<string, Form> = {
  "any text, as the article's server does": {
    type: "object",
    properties: { priority: { type: "string", title: "Priority" } },
    required: ["priority"],
  },
  "an enumeration": { type: "object", properties: { priority: { type: "string", enum: ["low", "medium", "high"] } } },
  "titled choices": {
    type: "object",
    properties: {
      priority: { type: "string", oneOf: [{ const: "high", title: "High" }, { const: "low", title: "Low" }] },
    },
  },
  "fields that may stay empty": {
    type: "object",
    properties: { priority: { type: "string" }, remark: { type: "string" } },
    required: ["priority"],
  },
};

for (const [name, requestedSchema] of Object.entries(TAKING)) {
  Deno.test(`SimulatedHandlers.elicit() enters a priority in a form with ${name}`, async () => {
    const screen = new CapturedScreen();
    const answer = await new SimulatedHandlers(screen, []).elicit({ message: "How urgent is it?", requestedSchema });
    assert.deepEqual(answer, { action: "accept", content: { priority: "high" } });
    assert.equal(
      screen.text,
      "\n❓ [Elicitation] Server asks: 'How urgent is it?'\n → Simulated user input: 'high'\n",
    );
  });
}

const OTHERS: Record<string, Form> = {
  "no priority": { type: "object", properties: { confirmed: { type: "boolean" } } },
  "no fields": { type: "object", properties: {} },
  "other priorities": { type: "object", properties: { priority: { type: "string", enum: ["P1", "P2"] } } },
  "numbered priorities": { type: "object", properties: { priority: { type: "integer", minimum: 1, maximum: 5 } } },
  "more to fill in": {
    type: "object",
    properties: { priority: { type: "string" }, approver: { type: "string" } },
    required: ["priority", "approver"],
  },
};

for (const [name, requestedSchema] of Object.entries(OTHERS)) {
  Deno.test(`SimulatedHandlers.elicit() declines a form with ${name}`, async () => {
    const screen = new CapturedScreen();
    const answer = await new SimulatedHandlers(screen, []).elicit({ message: "Sure?", requestedSchema });
    assert.deepEqual(answer, { action: "decline" });
    assert.equal(screen.text, "\n❓ [Elicitation] Server asks: 'Sure?'\n → Simulated user input: declined\n");
  });
}

Deno.test("SimulatedHandlers.sample() responds to the texts of a conversation", async () => {
  const screen = new CapturedScreen();
  const answer = await new SimulatedHandlers(screen, []).sample({
    maxTokens: 128,
    messages: [
      { role: "user", content: { type: "text", text: "Sum up" } },
      { role: "user", content: { type: "image", data: "", mimeType: "image/png" } },
      { role: "user", content: [{ type: "text", text: "in one" }, { type: "text", text: "sentence." }] },
    ],
  });
  const text = "Ticket escalated due to login failure; requires urgent review.";
  assert.deepEqual(answer, {
    role: "assistant",
    content: { type: "text", text },
    model: "simulated-model",
    stopReason: "endTurn",
  });
  assert.equal(
    screen.text,
    "\n🧠 [Sampling] Server requested LLM completion for: 'Sum up in one sentence.'\n" +
      ` → Simulated response: '${text}'\n`,
  );
});

Deno.test("SimulatedHandlers prints each response below its request when two arrive at once", async () => {
  const screen = new CapturedScreen();
  const answers = new SimulatedHandlers(screen, []);
  const requestedSchema = TAKING["an enumeration"]!;
  await Promise.all([
    answers.elicit({ message: "one", requestedSchema }),
    answers.sample({ maxTokens: 1, messages: [] }),
    answers.elicit({ message: "two", requestedSchema }),
  ]);
  const marks = screen.text.split("\n").filter((line) => line !== "").map((line) => line.trim()[0]);
  assert.deepEqual(marks.filter((mark) => mark === "→").length, 3);
  assert.ok(marks.every((mark, at) => (mark === "→") === (at % 2 === 1)), screen.text);
});

Deno.test("SimulatedHandlers.roots() returns the roots", async () => {
  const roots = [{ uri: "file:///desk" }];
  assert.deepEqual(await new SimulatedHandlers(new CapturedScreen(), roots).roots(), roots);
});
