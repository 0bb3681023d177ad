import assert from "node:assert/strict";
import { customersServer, deskServer, ticketsServer } from "../../../../server/mod.ts";
import { connect, ERAS } from "../../connect.ts";
import { startConversation } from "../../protocol/fast_path/conversation.ts";

const uri = "ui://support-mcp/desk.html";

for (const era of ERAS) {
  Deno.test(`the page is one HTML file, and asks its host for no connection (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    const { contents: [page], ...rest } = await connected.client.readResource({ uri });
    assert.deepEqual([page!.uri, page!.mimeType], [uri, "text/html;profile=mcp-app"]);
    assert.deepEqual(page!._meta, {
      ui: {
        csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
        prefersBorder: true,
      },
    });
    const { text } = page as { text: string };
    assert.match(text, /^<!doctype html>/);
    assert.doesNotMatch(text, /(?:src|href)="(?!data:)/);
    assert.ok(rest);
  });
}

for (const [server, definition] of [["tickets", ticketsServer], ["customers", customersServer]] as const) {
  Deno.test(`the page of ${definition.name} is read without the SDK, with the same bytes`, async () => {
    const read = { id: 1, method: "resources/read", params: { uri } };
    const lines = [];
    for (const fastPath of [true, false]) {
      await using host = await startConversation({ server, fastPath });
      await host.send(read);
      lines.push(host.lines.at(-1));
    }
    assert.match(lines[0]!, /"result":\{"contents":\[\{"uri":"ui:/);
    assert.equal(lines[0], lines[1]);
  });
}
