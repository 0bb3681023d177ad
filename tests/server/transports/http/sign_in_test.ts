/** `/sign-in` with an issuer, without a browser. */

import assert from "node:assert/strict";
import { OidcAuthenticator } from "../../../../server/transports/http/auth/oidc/mod.ts";
import { AUDIENCE } from "./auth/oidc/fake_issuer.ts";
import { CLIENT, startLogInIssuer } from "./auth/oidc/log_in_issuer.ts";
import { startServer } from "./start_server.ts";

async function start() {
  const started = await startLogInIssuer();
  const authenticator = new OidcAuthenticator({
    ...{ issuer: started.issuer.url, audience: AUDIENCE, scopes: ["read", "write"], scopePrefix: "api://" },
    ...{ deskClient: CLIENT, publicUrl: "https://desk.example.com/help", timings: { failurePause: 0 } },
  });
  const served = await startServer({ authenticator });
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(served.at("/sign-in"), { method: "POST", body, headers });
    return [response.status, await response.text()] as const;
  };
  return {
    ...{ started, served, post },
    async [Symbol.asyncDispose]() {
      await served.stop();
      await started[Symbol.asyncDispose]();
    },
  };
}

Deno.test("/sign-in says where people log in, with the scopes and the resource", async () => {
  await using setting = await start();
  const response = await fetch(setting.served.at("/sign-in"));
  assert.equal(response.headers.get("cache-control"), "no-store");
  const { authorization_url } = await response.json();
  const { origin, pathname, searchParams } = new URL(authorization_url);
  assert.equal(origin + pathname, `${setting.started.issuer.url}/authorize`);
  assert.deepEqual(Object.fromEntries(searchParams), {
    response_type: "code",
    client_id: CLIENT,
    scope: "openid api://desk:read api://desk:write",
    resource: "https://desk.example.com/help/mcp",
    code_challenge_method: "S256",
  });
});

Deno.test("/sign-in refuses what is no login, and sends it to no one", async () => {
  await using setting = await start();
  for (const body of ["", "[]", "{}", '{"code":"x"}', '{"refresh_token":5}']) {
    const [status, text] = await setting.post(body);
    assert.equal(status, 400, body);
    assert.match(text, /must have a refresh_token, or code/);
  }
  assert.equal((await setting.post("x".repeat(33_000)))[0], 413);
  assert.equal((await setting.post('{"refresh_token":"again"}', { origin: "https://evil.example" }))[0], 403);
  assert.deepEqual(setting.started.forms, []);
});

Deno.test("/sign-in passes on a refusal of the issuer, and says when it does not respond", async () => {
  await using setting = await start();
  const [status, text] = await setting.post('{"refresh_token":"old"}');
  assert.deepEqual([status, /refused the login \(invalid_grant\)/.test(text)], [403, true]);
  setting.started.issuer.answers["/token"] = () => new Response("<html>", { status: 502 });
  assert.equal((await setting.post('{"refresh_token":"again"}'))[0], 503);
});

Deno.test("/sign-in takes no ID token of another client or issuer", async () => {
  await using setting = await start();
  const { issuer } = setting.started;
  const form = JSON.stringify({ code: "c", code_verifier: "v", redirect_uri: "https://desk.example.com/", nonce: "n" });
  for (const claims of [{ aud: "other" }, { iss: "https://other.example" }, { nonce: "m" }]) {
    const id_token = await issuer.token({ claims: { aud: CLIENT, nonce: "n", ...claims } });
    issuer.answers["/token"] = () => Response.json({ access_token: "a", id_token });
    assert.equal((await setting.post(form))[0], 403, JSON.stringify(claims));
  }
  issuer.answers["/token"] = () => Response.json({ access_token: "a" });
  assert.equal((await setting.post(form))[0], 403);
});
