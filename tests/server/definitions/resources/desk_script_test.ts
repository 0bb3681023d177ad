import assert from "node:assert/strict";
import { customersServer, deskServer, ticketsServer } from "../../../../server/mod.ts";
import { connect, ERAS } from "../../connect.ts";

const URIS = ["ui://support-mcp/desk.html", "ui://support-mcp/desk.js"];

for (const era of ERAS) {
  Deno.test(`the page reads its second script, which no list has (${era})`, async () => {
    for (const definition of [deskServer, ticketsServer, customersServer]) {
      await using connected = await connect({ era, definition });
      const { client } = connected;
      const [page, script] = await Promise.all(URIS.map((uri) => client.readResource({ uri })));
      const [html, text] = [page!, script!].map(({ contents }) => (contents[0] as { text: string }).text);
      assert.equal(script!.contents[0]!.mimeType, "text/javascript");
      assert.equal(/data-part="(\w+)"/.exec(html!)![1], /^\/\*(\w+)\*\//.exec(text!)![1]);
      const { resources } = await client.listResources();
      assert.ok(resources.every((resource) => !resource.uri.startsWith("ui:")));
    }
  });
}
