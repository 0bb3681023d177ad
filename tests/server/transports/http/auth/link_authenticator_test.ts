import assert from "node:assert/strict";
import { LinkAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { startServer } from "../start_server.ts";

const request = (secret: string) =>
  new Request("http://localhost/sign-in", { method: "POST", headers: { authorization: `Bearer ${secret}` } });

Deno.test("a code is exchanged for a token once, and is no token itself", () => {
  const links = new LinkAuthenticator("Ana");
  const code = links.createCode();
  assert.throws(() => links.authenticate(request(code)), { status: 401 });
  const token = links.signIn(request(code));
  assert.equal(links.authenticate(request(token)).name, "Ana");
  assert.throws(() => links.signIn(request(code)), { status: 403 });
  assert.throws(() => links.signIn(request(token)), { status: 403 });
  assert.throws(() => links.signIn(new Request("http://localhost/sign-in")), { status: 401 });
});

Deno.test("a code expires after ten minutes, a token does not", () => {
  let now = 0;
  const links = new LinkAuthenticator("Ana", () => now);
  const [code, late] = [links.createCode(), links.createCode()];
  const token = links.signIn(request(code));
  now = 10 * 60 * 1000 + 1;
  assert.throws(() => links.signIn(request(late)), { status: 403 });
  assert.equal(links.authenticate(request(token)).name, "Ana");
});

Deno.test("/sign-in gives tokens only for links, and to no page of another site", async () => {
  await using plain = await startServer();
  assert.equal((await fetch(plain.at("/sign-in"), { method: "POST" })).status, 404);
  const authenticator = new LinkAuthenticator("Ana");
  await using served = await startServer({ authenticator });
  assert.deepEqual(await (await fetch(served.at("/sign-in"))).json(), {});
  assert.equal((await fetch(served.at("/sign-in"), { method: "PUT" })).status, 405);
  const headers = { authorization: `Bearer ${authenticator.createCode()}` };
  const foreign = { ...headers, origin: "http://evil.example" };
  assert.equal((await fetch(served.at("/sign-in"), { method: "POST", headers: foreign })).status, 403);
  assert.equal((await fetch(served.at("/sign-in"), { method: "POST", headers })).status, 200);
});
