/** Names that every JavaScript object has are unknown, as any other name is. */

import assert from "node:assert/strict";
import { call, complete, promptText } from "../../call.ts";
import { connect } from "../../connect.ts";
import { parsePayload } from "../../../../server/protocol/messages/mod.ts";

for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
  Deno.test(`a tool or prompt named ${name} is unknown`, async () => {
    await using connected = await connect();
    const { client } = connected;
    await assert.rejects(call(client, name), { code: -32602, message: new RegExp(`Tool ${name} not found`) });
    const prompt = new RegExp(`Prompt ${name} not found`);
    await assert.rejects(promptText(client, name, {}), { code: -32602, message: prompt });
    await assert.rejects(complete(client, { type: "ref/prompt", name }, "x", ""), { code: -32602, message: prompt });
    await assert.rejects(complete(client, { type: "ref/resource", uri: name }, "x", ""), {
      code: -32602,
      message: new RegExp(`Resource template ${name} not found`),
    });
  });

  Deno.test(`an argument named ${name} has no completions`, async () => {
    await using connected = await connect();
    const { client } = connected;
    assert.deepEqual(await complete(client, { type: "ref/prompt", name: "triage_prompt" }, name, ""), []);
    assert.deepEqual(await complete(client, { type: "ref/resource", uri: "ticket://{ticket_id}" }, name, ""), []);
  });
}

for (const name of ["constructor", "toString", "hasOwnProperty"]) {
  Deno.test(`an argument named ${name} is ignored, and the text says so`, async () => {
    await using connected = await connect();
    const { text } = await call(connected.client, "search_tickets", { query: "invoice", [name]: "x" });
    assert.match(text, new RegExp(`^Ignored: ${name}\\. search_tickets takes`));
    const failed = await call(connected.client, "update_ticket", { ticket_id: "42", [name]: "x" });
    assert.match(failed.text, new RegExp(`Unknown arguments: ${name}\\.`));
  });
}

Deno.test("an argument named __proto__ is ignored, and the text says so", async () => {
  await using connected = await connect();
  const params = '{"name":"search_tickets","arguments":{"query":"login","__proto__":{"x":1}}}';
  const { messages: [message] } = parsePayload(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`);
  assert.ok(message !== undefined && "params" in message);
  const { arguments: input } = message.params as { arguments: Record<string, unknown> };
  const { text } = await call(connected.client, "search_tickets", input);
  assert.match(text, /^Ignored: __proto__\. search_tickets takes/);
});
