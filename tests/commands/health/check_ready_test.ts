import assert from "node:assert/strict";
import { mainWith } from "../../main_with.ts";

Deno.test("__ready succeeds while the server responds with success", async () => {
  let status = 200;
  const server = Deno.serve({ port: 0, onListen: () => {} }, () => new Response("store is gone", { status }));
  const url = `http://127.0.0.1:${server.addr.port}/readyz`;
  assert.deepEqual(await check(url), { code: 0, stderr: "" });
  status = 503;
  assert.deepEqual(await check(url), { code: 1, stderr: `support-mcp: ${url} responds with 503: store is gone\n` });
  await server.shutdown();
  const { code, stderr } = await check(url);
  assert.equal(code, 1);
  assert.match(stderr, /does not respond: /);
});

async function check(url: string): Promise<{ code: number; stderr: string }> {
  const { code, stderr } = await mainWith("__ready", url);
  return { code, stderr };
}
