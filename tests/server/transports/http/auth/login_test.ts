/** Logging in: discovery, tokens and sessions. */

import assert from "node:assert/strict";
import {
  ClientCredentialsProvider,
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
} from "@modelcontextprotocol/client";
import { CombinedAuthenticator, parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { OidcAuthenticator, type OidcOptions } from "../../../../../server/transports/http/auth/oidc/mod.ts";
import { call } from "../../../call.ts";
import { ERAS } from "../../../connect.ts";
import { AUDIENCE, FakeIssuer } from "./oidc/fake_issuer.ts";
import { getStatus, openSession, readResult, request, statelessRequest } from "../post.ts";
import { connectHost, startServer, type TestServerOptions } from "../start_server.ts";

const CLOSING = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
const TOKEN = "danas-token-0123456789";

const toHeaders = (token: string) => ({ authorization: `Bearer ${token}` });

/** Starts an issuer, and a server that accepts its tokens and those in `tokens`. */
async function startGuardedServer(
  options: Partial<OidcOptions> & { tokens?: string; serving?: TestServerOptions } = {},
) {
  const { tokens, serving: servingOptions, ...oidcOptions } = options;
  const issuer = await FakeIssuer.start();
  const oidc = new OidcAuthenticator({
    issuer: issuer.url,
    audience: AUDIENCE,
    scopes: ["read", "write"],
    timings: { failurePause: 0, keysAge: 0 },
    ...oidcOptions,
  });
  const authenticator = tokens === undefined
    ? oidc
    : new CombinedAuthenticator(new TokenAuthenticator(parseTokens(tokens)), oidc);
  const served = await startServer({ authenticator, ...servingOptions });
  return {
    issuer,
    served,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await issuer.stop();
    },
  };
}

Deno.test("a client of the official SDK finds the issuer through a response of 401", async () => {
  await using setting = await startGuardedServer();
  const { issuer, served } = setting;
  const refused = await fetch(served.url, { method: "POST", body: "{}" });
  await refused.body?.cancel();
  assert.equal(refused.status, 401);
  const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(refused);
  assert.deepEqual([scope, error], ["desk:read desk:write", undefined]);
  const resource = await discoverOAuthProtectedResourceMetadata(served.url, {
    resourceMetadataUrl: resourceMetadataUrl!,
  });
  assert.deepEqual(resource, {
    resource: served.url,
    resource_name: "Support tickets",
    authorization_servers: [issuer.url],
    scopes_supported: ["desk:read", "desk:write"],
    bearer_methods_supported: ["header"],
  });
  issuer.answers["/.well-known/oauth-authorization-server"] = () => Response.json(authorizationServer(issuer));
  const metadata = await discoverAuthorizationServerMetadata(resource.authorization_servers![0]!);
  assert.equal(metadata?.token_endpoint, `${issuer.url}/token`);
});

for (const era of ERAS) {
  Deno.test(`a host of the official SDK needs only the URL to log in (${era})`, async () => {
    await using setting = await startGuardedServer();
    const { issuer, served } = setting;
    issuer.answers["/.well-known/oauth-authorization-server"] = () => Response.json(authorizationServer(issuer));
    const asked: unknown[] = [];
    issuer.tokenEndpoint = async (form) => {
      asked.push(...["grant_type", "scope", "resource"].map((name) => form.get(name)));
      return await issuer.token({ claims: { sub: "robot", preferred_username: "robot" } });
    };
    const authProvider = new ClientCredentialsProvider({
      clientId: "robot",
      clientSecret: "secret",
      expectedIssuer: issuer.url,
    });
    await using connected = await connectHost(served.url, { era, authProvider });
    await call(connected.client, CLOSING.name, CLOSING.arguments);
    assert.deepEqual(asked, ["client_credentials", "desk:read desk:write", served.url]);
    const { text } = await call(connected.client, "get_history", { ticket_id: "42" });
    assert.match(text, /closed by <team_words id=\w+>test-host 1\.2\.3 for robot</);
  });
}

/** The metadata of an authorization server. */
function authorizationServer(issuer: FakeIssuer): Record<string, unknown> {
  return {
    ...issuer.metadata(),
    authorization_endpoint: `${issuer.url}/authorize`,
    token_endpoint: `${issuer.url}/token`,
    response_types_supported: ["code"],
  };
}

Deno.test("the metadata is also at its default address", async () => {
  await using setting = await startGuardedServer();
  const { served } = setting;
  const paths = ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"];
  const found = await Promise.all(paths.map(async (path) => await readResult(await fetch(served.at(path)))));
  assert.deepEqual(found.map(({ status }) => status), [200, 200]);
  assert.deepEqual(found[0]!.json, found[1]!.json);
  assert.deepEqual(await discoverOAuthProtectedResourceMetadata(served.url), found[0]!.json);
  assert.equal(await getStatus(served.at(paths[0]!), { method: "POST" }), 405);
  using client = Deno.createHttpClient({ allowHost: true });
  assert.equal(await getStatus(served.at(paths[0]!), { client, headers: { host: "evil.example.com" } }), 421);
});

Deno.test("a server with a token file has no metadata about login", async () => {
  await using served = await startServer({ authenticator: new TokenAuthenticator(parseTokens(`dana write ${TOKEN}`)) });
  for (const path of ["", "/mcp"]) {
    assert.equal(await getStatus(served.at(`/.well-known/oauth-protected-resource${path}`)), 404);
  }
});

Deno.test("behind a proxy the metadata has the public URL, whatever the headers say", async () => {
  const publicUrl = "https://desk.example.com/tickets";
  await using setting = await startGuardedServer({ publicUrl, serving: { allowedHosts: ["desk.example.com"] } });
  await using without = await startGuardedServer();
  const forged = {
    "x-forwarded-host": "evil.example.com",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example.com;proto=https",
  };
  for (const [{ served }, url] of [[setting, publicUrl], [without, new URL(without.served.url).origin]] as const) {
    const refused = await statelessRequest(served.url, "tools/list", {}, forged);
    const metadata = `${url}/.well-known/oauth-protected-resource/mcp`;
    assert.match(refused.headers.get("www-authenticate")!, new RegExp(`resource_metadata="${metadata}"`));
    const { json } = await readResult(
      await fetch(served.at("/.well-known/oauth-protected-resource"), { headers: forged }),
    );
    assert.equal(json.resource, `${url}/mcp`);
    const front = await readResult(await fetch(served.at("/"), { headers: forged }));
    assert.match(front.text, new RegExp(`install HOST --url ${url}/mcp\\n`));
  }
});

for (const era of ERAS) {
  Deno.test(`the history names the person who logged in (${era})`, async () => {
    await using setting = await startGuardedServer();
    const { issuer, served } = setting;
    await using connected = await connectHost(served.url, { era, token: await issuer.token() });
    await call(connected.client, "add_comment", { ticket_id: "42", body: "Looking into it." });
    const { text } = await call(connected.client, "get_history", { ticket_id: "42" });
    assert.match(text, /commented by <team_words id=\w+>test-host 1\.2\.3 for dana</);
  });

  Deno.test(`a read-only principal gets the missing scope: 403 (${era})`, async () => {
    await using setting = await startGuardedServer();
    const { issuer, served } = setting;
    const token = await issuer.token({ claims: { scope: "desk:read" } });
    await using connected = await connectHost(served.url, { era, token });
    const names = (await connected.client.listTools()).tools.map(({ name }) => name);
    assert.ok(names.includes("get_ticket") && !names.includes("close_ticket_tool"));
    const answer = era === "2026-07-28"
      ? await statelessRequest(served.url, "tools/call", CLOSING, toHeaders(token))
      : await request(served.url, "tools/call", CLOSING, await openSession(served.url, { headers: toHeaders(token) }));
    assert.deepEqual([answer.status, answer.json.id], [403, 1]);
    const challenge = answer.headers.get("www-authenticate")!;
    assert.match(challenge, /error="insufficient_scope".*scope="desk:write", resource_metadata="http/);
    assert.match(answer.text, /dana has read-only access.*the scope desk:write/);
    assert.equal((await served.desk.tickets.get("42")).status, "open");
  });
}

Deno.test("a session accepts any token of its principal, and none of another one with the same name", async () => {
  await using setting = await startGuardedServer({ tokens: `dana write ${TOKEN}` });
  const { issuer, served } = setting;
  const session = await openSession(served.url, { headers: toHeaders(await issuer.token()) });
  const pinged = async (token: string) =>
    (await request(served.url, "ping", {}, { ...session, ...toHeaders(token) })).status;
  assert.equal(await pinged(await issuer.token({ claims: { jti: "renewed" } })), 200);
  assert.equal(await pinged(await issuer.token({ claims: { preferred_username: "dana.new" } })), 200);
  assert.equal(await pinged(await issuer.token({ claims: { sub: "user-2" } })), 404);
  assert.equal(await pinged(TOKEN), 404);
  assert.equal(await pinged(await issuer.token({ claims: { exp: 1 } })), 401);
});

Deno.test("a principal that gains write access starts a new session with more tools", async () => {
  await using setting = await startGuardedServer();
  const { issuer, served } = setting;
  const [reading, writing] = [await issuer.token({ claims: { scope: "desk:read" } }), await issuer.token()];
  const session = await openSession(served.url, { headers: toHeaders(reading) });
  const grown = await request(served.url, "tools/call", CLOSING, { ...session, ...toHeaders(writing) });
  assert.deepEqual([grown.status, grown.json.error.code], [404, -32001]);
  const next = await openSession(served.url, { headers: toHeaders(writing) });
  assert.equal((await request(served.url, "tools/call", CLOSING, { ...next, ...toHeaders(reading) })).status, 403);
  assert.equal((await request(served.url, "tools/call", CLOSING, next)).status, 200);
  assert.equal((await served.desk.tickets.get("42")).status, "closed");
});

Deno.test("the state of a call is rejected for another principal with the same name", async () => {
  await using setting = await startGuardedServer();
  const { issuer, served } = setting;
  const merging = { name: "merge_tickets", arguments: { ticket_id: "43", into_ticket_id: "42" } };
  const send = async (sub: string, params: Record<string, unknown> = {}) => {
    const headers = toHeaders(await issuer.token({ claims: { sub } }));
    return await statelessRequest(served.url, "tools/call", { ...merging, ...params }, headers, { elicitation: {} });
  };
  const { result: { inputRequests, requestState } } = (await send("user-1")).json;
  const yes = { action: "accept", content: { decision: "yes" } };
  const answer = { inputResponses: { [Object.keys(inputRequests)[0]!]: yes }, requestState };
  assert.equal((await send("user-2", answer)).json.error.code, -32602);
  assert.equal((await served.desk.tickets.get("43")).status, "open");
  assert.equal((await send("user-1", answer)).json.result.isError, undefined);
});

Deno.test("while the issuer is unavailable, requests and /readyz report it, and recover automatically: 503", async () => {
  await using setting = await startGuardedServer();
  const { issuer, served } = setting;
  const token = await issuer.token();
  issuer.answers["/keys"] = () => new Response(null, { status: 500 });
  const answer = await statelessRequest(served.url, "tools/list", {}, toHeaders(token));
  assert.deepEqual([answer.status, answer.json.error.code, answer.headers.get("retry-after")], [503, -32000, "5"]);
  assert.match(answer.text, /issuer of tokens does not respond/);
  assert.equal(answer.headers.get("www-authenticate"), null);
  const readiness = await readResult(await fetch(served.at("/readyz")));
  assert.deepEqual([readiness.status, /issuer of tokens/.test(readiness.text)], [503, true]);
  assert.equal(await getStatus(served.at("/healthz")), 200);
  assert.equal(await getStatus(served.at("/.well-known/oauth-protected-resource")), 200);
  assert.equal((await statelessRequest(served.url, "tools/list")).status, 401);
  assert.deepEqual(served.errors, []);
  delete issuer.answers["/keys"];
  assert.equal((await statelessRequest(served.url, "tools/list", {}, toHeaders(token))).status, 200);
  assert.equal(await getStatus(served.at("/readyz")), 200);
});

Deno.test("tokens of the file are accepted beside the issuer's, even while it is unavailable", async () => {
  await using setting = await startGuardedServer({ tokens: `dana write ${TOKEN}\nbot read ${TOKEN}2` });
  const { issuer, served } = setting;
  const listed = async (token: string) =>
    (await statelessRequest(served.url, "tools/list", {}, toHeaders(token))).status;
  const good = await issuer.token();
  assert.deepEqual([await listed(TOKEN), await listed(good), await listed(`${TOKEN}3`)], [200, 200, 401]);
  issuer.answers["/keys"] = () => new Response(null, { status: 500 });
  assert.deepEqual([await listed(TOKEN), await listed(good), await listed(`${TOKEN}3`)], [200, 503, 401]);
  assert.equal(await getStatus(served.at("/readyz")), 200);
  const refused = await statelessRequest(served.url, "tools/call", CLOSING, toHeaders(`${TOKEN}2`));
  assert.match(refused.headers.get("www-authenticate")!, /scope="desk:write"/);
});

Deno.test("a read-only server requests only the read scope", async () => {
  await using setting = await startGuardedServer({ scopes: ["read"], serving: { server: { readOnly: true } } });
  const { served } = setting;
  const refused = await statelessRequest(served.url, "tools/list");
  assert.match(refused.headers.get("www-authenticate")!, /scope="desk:read", /);
  const { json } = await readResult(await fetch(served.at("/.well-known/oauth-protected-resource")));
  assert.deepEqual(json.scopes_supported, ["desk:read"]);
});

Deno.test("the log contains no tokens", async () => {
  await using setting = await startGuardedServer();
  const { issuer, served } = setting;
  const tokens = [await issuer.token(), await issuer.token({ claims: { aud: "other" } })];
  for (const token of tokens) await statelessRequest(served.url, "tools/list", {}, toHeaders(token));
  assert.deepEqual(served.exchanges.map(({ status, principal }) => [status, principal]), [[200, "dana"], [
    401,
    undefined,
  ]]);
  for (const token of tokens) assert.ok(!JSON.stringify(served.exchanges).includes(token.split(".")[2]!));
});
