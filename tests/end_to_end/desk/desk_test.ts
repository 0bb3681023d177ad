/** `support-mcp desk`: a link that signs in once. */

import assert from "node:assert/strict";
import { startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Signs in with a link, as the page does. */
async function signIn(link: URL): Promise<Response> {
  const code = link.hash.slice("#/link/".length);
  return await fetch(new URL("/sign-in", link), { method: "POST", headers: { authorization: `Bearer ${code}` } });
}

Deno.test("desk --no-open prints a link that signs in once", async () => {
  await using folder = await TemporaryFolder.create();
  await using program = startProgram(["desk", "--no-open", "--db", folder.file("desk.db"), "--user", "Ana"]);
  const output = await program.waitForOutput((text) => /#\/link\/[\w-]+\n/.test(text));
  const link = new URL(/http:\S+/.exec(output)![0]);
  assert.equal(link.hostname, "127.0.0.1");
  const page = await fetch(link, { headers: { accept: "text/html" } });
  assert.match(await page.text(), /<title>Support desk<\/title>/);
  const response = await signIn(link);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const { token } = await response.json();
  assert.equal((await callListTeam(link, token)).you, "Ana");
  const again = await signIn(link);
  assert.equal(again.status, 403);
  assert.match(await again.text(), /used before, or has expired/);
});

async function callListTeam(link: URL, token: string): Promise<{ you: string }> {
  const response = await fetch(new URL("/mcp", link), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "list_team",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: {
        name: "list_team",
        arguments: {},
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
          "io.modelcontextprotocol/clientCapabilities": {},
        },
      },
    }),
  });
  return (await response.json()).result.structuredContent;
}
