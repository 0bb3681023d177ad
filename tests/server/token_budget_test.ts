import assert from "node:assert/strict";
import { estimateToolTokens } from "../../scripts/count_tokens.ts";
import { servers } from "../../server/mod.ts";
import { connect } from "./connect.ts";

/** Hosts put the tools of every server into each conversation, and some take no more than a few dozen. */
const MAX_TOOLS = 34;
const MAX_TOKENS = 8_000;

for (const [name, definition] of Object.entries(servers)) {
  Deno.test(`the tools of ${name} fit into the budget of names, descriptions and input schemas`, async () => {
    await using connected = await connect({ definition });
    const { tools } = await connected.client.listTools();
    assert.ok(tools.length > 0 && tools.length <= MAX_TOOLS, `${tools.length} tools (limit ${MAX_TOOLS})`);
    const tokens = estimateToolTokens(tools);
    assert.ok(tokens <= MAX_TOKENS, `about ${tokens} tokens (limit ${MAX_TOKENS})`);
  });
}
