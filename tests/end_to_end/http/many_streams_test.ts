/** Many hosts at once, each with a session and an open stream: `MANY_STREAMS=2000 deno test -A` on this file. */

import assert from "node:assert/strict";
import { openSession, openStream, request, statelessRequest } from "../../server/transports/http/post.ts";
import { TemporaryFolder } from "../temporary_folder.ts";
import { startHttpProgram } from "./http_hosts.ts";

const STREAMS = Number(Deno.env.get("MANY_STREAMS") ?? 100);
/** Opened at the same time. */
const AT_ONCE = 20;

Deno.test(`${STREAMS} hosts have a session and a stream each, and every one hears of a change`, async () => {
  await using folder = await TemporaryFolder.create();
  await using server = await startHttpProgram(["--demo", "--db", folder.file("desk.db"), "--max-rate", "0"]);
  const { url } = server;
  const open = async () => {
    const session = await openSession(url);
    const { status, text } = await request(url, "resources/subscribe", { uri: "ticket://42" }, session);
    assert.equal(status, 200, text);
    return await openStream(url, session);
  };
  const streams = [];
  while (streams.length < STREAMS) streams.push(...await Promise.all(Array.from({ length: AT_ONCE }, open)));
  assert.match(
    await (await fetch(url.replace("/mcp", "/metrics"))).text(),
    new RegExp(`support_mcp_sessions ${streams.length}\\n[^]*support_mcp_streams ${streams.length}\\n`),
  );
  const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
  assert.equal((await statelessRequest(url, "tools/call", closing)).status, 200);
  for (const stream of streams) {
    assert.equal((await stream.next()).method, "notifications/resources/updated");
    await stream[Symbol.asyncDispose]();
  }
});
