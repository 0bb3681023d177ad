/** Access by principal and scope. */

import assert from "node:assert/strict";
import { parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { call } from "../../../call.ts";
import { ERAS } from "../../../connect.ts";
import { getStatus, openSession, readResult, request, statelessRequest } from "../post.ts";
import { connectHost, startServer } from "../start_server.ts";

const TOKENS = { dana: "danas-token-0123456789", eve: "eves-token-0123456789", bot: "bots-token-0123456789" };
const CLOSING = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };

/** A server that dana and eve may write to, and bot may read. */
function startGuardedServer() {
  const lines = `dana write ${TOKENS.dana}\neve write ${TOKENS.eve}\nbot read ${TOKENS.bot}`;
  return startServer({ authenticator: new TokenAuthenticator(parseTokens(lines)) });
}

const toHeaders = (token: string) => ({ authorization: `Bearer ${token}` });

for (
  const [what, headers, challenge] of [
    ["no token", {}, /^Bearer realm="support-mcp"$/],
    ["another scheme", { authorization: "Basic ZGFuYTpx" }, /error="invalid_token"/],
    ["an unknown token", toHeaders("somebody-elses-0123456789"), /error="invalid_token"/],
    ["the beginning of a token", toHeaders(TOKENS.dana.slice(0, -1)), /error="invalid_token"/],
  ] as const
) {
  Deno.test(`a request with ${what} gets 401 and the name of the scheme`, async () => {
    await using served = await startGuardedServer();
    for (const url of [served.url, served.at("/metrics")]) {
      const answer = url === served.url
        ? await statelessRequest(url, "tools/call", CLOSING, { ...headers })
        : await readResult(await fetch(url, { headers: { ...headers } }));
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get("www-authenticate")!, challenge);
    }
    assert.equal((await served.desk.tickets.get("42")).status, "open");
    assert.ok(!JSON.stringify(served.exchanges).includes(TOKENS.dana.slice(0, -1)));
  });
}

Deno.test("/healthz needs no token", async () => {
  await using served = await startGuardedServer();
  for (const path of ["/healthz", "/readyz"]) assert.equal(await getStatus(served.at(path)), 200);
});

for (const era of ERAS) {
  Deno.test(`the name of a token is in the history and the author of its comments (${era})`, async () => {
    await using served = await startGuardedServer();
    await using connected = await connectHost(served.url, { era, token: TOKENS.dana });
    const { client } = connected;
    await call(client, "add_comment", { ticket_id: "42", body: "Looking into it." });
    await call(client, "claim_next_ticket", {});
    const { text } = await call(client, "get_history", { ticket_id: "42" });
    assert.match(text, /commented by <team_words id=\w+>test-host 1\.2\.3 for dana</);
    const { items } = await served.desk.tickets.listEvents("42");
    assert.deepEqual(items[1]!.by, { kind: "host", name: "test-host", version: "1.2.3", on_behalf_of: "dana" });
    assert.equal(items[1]!.comment!.author, "dana");
    assert.equal((await served.desk.tickets.get("42")).assignee, "dana");
    assert.deepEqual([...new Set(served.exchanges.map(({ principal }) => principal))], ["dana"]);
  });

  Deno.test(`a saved reply spells the name of a token as the team does (${era})`, async () => {
    await using served = await startGuardedServer();
    await using connected = await connectHost(served.url, { era, token: TOKENS.dana });
    const by = { kind: "system", name: "test", version: null } as const;
    const saved_replies = { hello: { body: "Hello. {{user.name}}" } };
    await served.desk.settings.change(() => ({ team: { Dana: {} }, saved_replies }), { by });
    const { isError, text } = await call(connected.client, "add_comment", { ticket_id: "42", saved_reply: "hello" });
    assert.equal(isError, false, text);
    const { author, body } = (await served.desk.tickets.listComments("42")).items.at(-1)!;
    assert.deepEqual([author, body], ["dana", "Hello. Dana"]);
  });

  Deno.test(`a read-only principal is offered read-only tools, and gets 403 for the others (${era})`, async () => {
    await using served = await startGuardedServer();
    await using connected = await connectHost(served.url, { era, token: TOKENS.bot });
    const { client } = connected;
    const names = (await client.listTools()).tools.map(({ name }) => name);
    assert.ok(names.includes("get_ticket") && !names.includes("close_ticket_tool"));
    assert.match((await call(client, "get_ticket", { ticket_id: "42" })).text, /^#42/);

    const answer = era === "2026-07-28"
      ? await statelessRequest(served.url, "tools/call", CLOSING, toHeaders(TOKENS.bot))
      : await request(
        served.url,
        "tools/call",
        CLOSING,
        await openSession(served.url, { headers: toHeaders(TOKENS.bot) }),
      );
    assert.deepEqual([answer.status, answer.json.id], [403, 1]);
    assert.match(answer.headers.get("www-authenticate")!, /error="insufficient_scope".*scope="write"/);
    assert.match(answer.text, /close_ticket_tool is not permitted: bot has read-only access/);
    assert.equal((await served.desk.tickets.get("42")).status, "open");
  });
}

Deno.test("a session serves only the principal that opened it", async () => {
  await using served = await startGuardedServer();
  const session = await openSession(served.url, { headers: toHeaders(TOKENS.dana) });
  assert.equal((await request(served.url, "ping", {}, session)).status, 200);
  const taken = { ...session, ...toHeaders(TOKENS.eve) };
  assert.equal((await request(served.url, "ping", {}, taken)).status, 404);
  assert.equal(await getStatus(served.url, { method: "DELETE", headers: taken }), 404);
  assert.equal((await request(served.url, "ping", {}, session)).status, 200);
});

Deno.test("the state of a call is rejected for another principal", async () => {
  await using served = await startGuardedServer();
  const merging = { name: "merge_tickets", arguments: { ticket_id: "43", into_ticket_id: "42" } };
  const send = (token: string, params: Record<string, unknown> = {}) =>
    statelessRequest(served.url, "tools/call", { ...merging, ...params }, toHeaders(token), { elicitation: {} });
  const { result: { inputRequests, requestState } } = (await send(TOKENS.dana)).json;
  const yes = { action: "accept", content: { decision: "yes" } };
  const answer = { inputResponses: { [Object.keys(inputRequests)[0]!]: yes }, requestState };
  const stolen = await send(TOKENS.eve, answer);
  assert.equal(stolen.json.error.code, -32602, stolen.text);
  assert.equal((await served.desk.tickets.get("43")).status, "open");
  assert.equal((await send(TOKENS.dana, answer)).json.result.isError, undefined);
  assert.equal((await served.desk.tickets.get("43")).status, "closed");
});

Deno.test("an idempotency key belongs to one principal", async () => {
  await using served = await startGuardedServer();
  const creating = { subject: "Printer on fire", customer: "alice@example.com", idempotency_key: "once" };
  const ids = [];
  for (const token of [TOKENS.dana, TOKENS.eve, TOKENS.dana]) {
    await using connected = await connectHost(served.url, { token });
    ids.push((await call(connected.client, "create_ticket", creating)).data.ticket.id);
  }
  assert.equal(new Set(ids).size, 2);
  assert.equal(ids[0], ids[2]);
});
