/** Revoking tokens of open sessions and streams. */

import assert from "node:assert/strict";
import {
  type Authenticator,
  CombinedAuthenticator,
  parseTokens,
  TokenAuthenticator,
} from "../../../../../server/transports/http/mod.ts";
import { HttpError } from "../../../../../server/transports/http/wire/http_error.ts";
import { until } from "../../../../until.ts";
import { ENVELOPE, EventReader, openSession, openStream, request, statelessRequest } from "../post.ts";
import { startServer } from "../start_server.ts";

const DANA = "dana write danas-token-0123456789";
const EVE = "eve write eves-token-0123456789";

const toHeaders = (line: string) => ({ authorization: `Bearer ${line.split(" ")[2]}` });

/** Another authenticator, which these tests do not use. */
const elsewhere = {
  authorizationServer: { issuer: "https://login.example.com", scopeNames: { read: "r", write: "w" }, scopes: [] },
  authenticate: () => Promise.reject(new HttpError(401, "Not supported.")),
  check: () => Promise.resolve(),
} as const;

async function startGuardedServer(around: (tokens: TokenAuthenticator) => Authenticator = (tokens) => tokens) {
  const tokens = new TokenAuthenticator(parseTokens(`${DANA}\n${EVE}`));
  return { tokens, served: await startServer({ authenticator: around(tokens) }) };
}

async function listen(url: string, line: string): Promise<EventReader> {
  const params = { notifications: { resourceSubscriptions: ["ticket://42"] }, _meta: ENVELOPE };
  const events = new EventReader(
    await fetch(url, {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: "sub", method: "subscriptions/listen", params }),
      headers: {
        ...toHeaders(line),
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "subscriptions/listen",
      },
    }),
  );
  assert.equal((await events.next()).method, "notifications/subscriptions/acknowledged");
  return events;
}

for (
  const [what, around] of [
    ["a server of tokens", (tokens: TokenAuthenticator) => tokens],
    ["a server of tokens and login", (tokens: TokenAuthenticator) => new CombinedAuthenticator(tokens, elsewhere)],
  ] as const
) {
  Deno.test(`a revoked token ends its sessions and streams, and no others (${what})`, async () => {
    const { tokens, served } = await startGuardedServer(around);
    await using _ = served;
    const [dana, eve] = [
      await openSession(served.url, { headers: toHeaders(DANA) }),
      await openSession(served.url, { headers: toHeaders(EVE) }),
    ];
    await using danasStream = await openStream(served.url, dana);
    await using evesStream = await openStream(served.url, eve);
    await using danasSubscription = await listen(served.url, DANA);
    await using evesSubscription = await listen(served.url, EVE);

    tokens.replace(parseTokens(EVE));
    assert.equal(await danasStream.next(), undefined);
    assert.equal(await danasSubscription.next(), undefined);
    assert.equal((await request(served.url, "ping", {}, dana)).status, 401);

    await request(served.url, "resources/subscribe", { uri: "ticket://42" }, eve);
    await statelessRequest(served.url, "tools/call", {
      name: "add_comment",
      arguments: { ticket_id: "42", body: "Still here." },
    }, toHeaders(EVE));
    assert.equal((await evesStream.next()).params.uri, "ticket://42");
    assert.equal((await evesSubscription.next()).params.uri, "ticket://42");
  });
}

Deno.test("a token that gets another scope or name ends its sessions, so that the next has what it may", async () => {
  const { tokens, served } = await startGuardedServer();
  await using _ = served;
  const session = await openSession(served.url, { headers: toHeaders(DANA) });
  tokens.replace(parseTokens(`${DANA.replace("write", "read")}\n${EVE}`));
  await until(async () => (await request(served.url, "ping", {}, session)).status === 404, "the session to be over");
  await openSession(served.url, { headers: toHeaders(DANA) });
});

Deno.test("a new token beside an old one, for the same name, changes nothing for it", async () => {
  const { tokens, served } = await startGuardedServer();
  await using _ = served;
  const session = await openSession(served.url, { headers: toHeaders(DANA) });
  const renewed = "dana write danas-second-token-0123456789";
  tokens.replace(parseTokens([DANA, EVE, renewed].join("\n")));
  for (const line of [DANA, renewed]) {
    assert.equal((await request(served.url, "ping", {}, { ...session, ...toHeaders(line) })).status, 200);
  }
});

Deno.test("sessions that have ended are not kept", async () => {
  const { tokens, served } = await startGuardedServer();
  await using _ = served;
  const session = await openSession(served.url, { headers: toHeaders(DANA) });
  await fetch(served.url, { method: "DELETE", headers: session });
  await (await listen(served.url, DANA))[Symbol.asyncDispose]();
  tokens.replace(parseTokens(EVE));
  assert.deepEqual(served.errors, []);
});
