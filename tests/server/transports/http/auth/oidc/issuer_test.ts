/** Requests to an issuer: their addresses, their number, and failures. */

import assert from "node:assert/strict";
import { jwtVerify } from "jose";
import { Issuer, type IssuerTimings } from "../../../../../../server/transports/http/auth/oidc/issuer.ts";
import { createSigningKey, FakeIssuer, type IssuerOptions } from "./fake_issuer.ts";

/** Requests to the issuer are repeated without a pause. */
const AT_ONCE: Partial<IssuerTimings> = { discoveryAge: 0, keysAge: 0, unknownKeyPause: 0, failurePause: 0 };

async function startIssuer(options: IssuerOptions = {}) {
  const standIn = await FakeIssuer.start(options);
  const problems: (string | null)[] = [];
  const issuerWith = (times: Partial<IssuerTimings> = {}) =>
    new Issuer(standIn.url, times, (problem) => problems.push(problem?.message ?? null));
  return { standIn, issuerWith, problems, [Symbol.asyncDispose]: () => standIn.stop() };
}

const verify = async (issuer: Issuer, token: string) => (await jwtVerify(token, issuer.key)).payload.sub;

const OIDC = "/.well-known/openid-configuration";
const OAUTH = "/.well-known/oauth-authorization-server";

for (
  const [path, where] of [
    ["", "/.well-known/openid-configuration"],
    ["/", "/.well-known/openid-configuration"],
    ["/realms/desk", "/realms/desk/.well-known/openid-configuration"],
    ["/tenant/v2.0/", "/tenant/v2.0/.well-known/openid-configuration"],
  ] as const
) {
  Deno.test(`the metadata of an issuer with the path "${path}" is read from ${where}`, async () => {
    await using setting = await startIssuer({ path });
    const { standIn, issuerWith } = setting;
    assert.equal(await verify(issuerWith(), await standIn.token()), "user-1");
    assert.deepEqual(standIn.asked, [where, "/keys"]);
  });
}

Deno.test("the metadata of a server without OpenID Connect is read from the address of OAuth", async () => {
  await using setting = await startIssuer({ path: "/team" });
  const { standIn, issuerWith } = setting;
  standIn.answers[`/team${OIDC}`] = () => new Response(null, { status: 404 });
  standIn.answers[`${OAUTH}/team`] = () => Response.json(standIn.metadata());
  assert.equal(await verify(issuerWith(), await standIn.token()), "user-1");
  assert.deepEqual(standIn.asked, [`/team${OIDC}`, `${OAUTH}/team`, "/keys"]);
});

Deno.test("concurrent requests share one request to the issuer", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith, problems } = setting;
  const issuer = issuerWith();
  const token = await standIn.token();
  await Promise.all(Array.from({ length: 50 }, () => verify(issuer, token)));
  await issuer.check();
  assert.deepEqual(standIn.asked, [OIDC, "/keys"]);
  assert.deepEqual(problems, []);
});

Deno.test("a new key of the issuer is accepted, and a withdrawn one is rejected", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith } = setting;
  const issuer = issuerWith({ unknownKeyPause: 0 });
  const before = await standIn.token();
  await verify(issuer, before);
  standIn.keys.unshift(await createSigningKey("second", "RS256"));
  assert.equal(await verify(issuer, await standIn.token()), "user-1");
  assert.equal(await verify(issuer, before), "user-1");
  standIn.keys.pop();
  assert.equal(await verify(issuer, before), "user-1");
  await assert.rejects(verify(issuerWith(), before), { code: "ERR_JWKS_NO_MATCHING_KEY" });
  const impatient = issuerWith(AT_ONCE);
  await assert.rejects(verify(impatient, before), { code: "ERR_JWKS_NO_MATCHING_KEY" });
});

Deno.test("a withdrawn key is rejected once the cached keys expire", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith } = setting;
  const issuer = issuerWith({ keysAge: 0 });
  const before = await standIn.token();
  await verify(issuer, before);
  standIn.keys.splice(0, 1, await createSigningKey("second"));
  await assert.rejects(verify(issuer, before), { code: "ERR_JWKS_NO_MATCHING_KEY" });
});

Deno.test("unknown key ids cause few requests to the issuer", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith } = setting;
  const issuer = issuerWith();
  const stranger = await createSigningKey("first");
  for (let number = 0; number < 20; number++) {
    const token = await standIn.token({ key: { ...stranger, kid: `made-up-${number}` } });
    await assert.rejects(verify(issuer, token), { code: "ERR_JWKS_NO_MATCHING_KEY" });
  }
  assert.equal(standIn.keysAsked, 1);
});

Deno.test("a failed request to the issuer is repeated only after a pause", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith, problems } = setting;
  standIn.answers["/keys"] = () => new Response("overloaded", { status: 500 });
  const issuer = issuerWith();
  const token = await standIn.token();
  for (let number = 0; number < 20; number++) {
    await assert.rejects(verify(issuer, token), {
      name: "IssuerUnavailableError",
      message: /\/keys responds with status 500$/,
    });
    await assert.rejects(issuer.check(), { name: "IssuerUnavailableError" });
  }
  assert.equal(standIn.keysAsked, 1);
  assert.equal(problems.length, 1);
});

const HUGE = JSON.stringify({ keys: [], filler: "x".repeat(600 * 1024) });

for (
  const [what, answer, says] of [
    ["an error", () => new Response("no", { status: 500 }), /status 500/],
    ["a redirect", () => Response.redirect("http://127.0.0.1:1/", 302), /status 302/],
    ["text that is not JSON", () => new Response("<html>"), /is not JSON$/],
    ["JSON that is not an object", () => Response.json([]), /is not a JSON object/],
    ["an empty body", () => new Response(""), /is not JSON$/],
    ["a body over the limit", () => new Response(HUGE), /limit 524288 bytes/],
    [
      "an object for something else",
      () => Response.json({ keys: "none", issuer: 1 }),
      /set of keys|identifies itself as 1/,
    ],
    [
      "keys that are none",
      () => Response.json({ keys: [null], issuer: null }),
      /set of keys|identifies itself as null/,
    ],
  ] as const
) {
  for (const path of [OIDC, "/keys"]) {
    Deno.test(`an issuer that responds with ${what} at ${path} is unavailable until it responds correctly`, async () => {
      await using setting = await startIssuer();
      const { standIn, issuerWith, problems } = setting;
      const issuer = issuerWith({ failurePause: 0 });
      const token = await standIn.token();
      standIn.answers[path] = answer;
      await assert.rejects(verify(issuer, token), { name: "IssuerUnavailableError", message: says });
      await assert.rejects(issuer.check(), { name: "IssuerUnavailableError", message: says });
      delete standIn.answers[path];
      assert.equal(await verify(issuer, token), "user-1");
      assert.equal(problems.at(-1), null);
    });
  }
}

for (
  const [what, metadata, says] of [
    [
      "another name",
      { issuer: "https://login.example.org" },
      /--oidc-issuer.*identifies itself as "https:\/\/login\.example\.org"/,
    ],
    ["an issuer with a slash at its end", { issuer: "SLASH" }, /identifies itself as ".*\/"/],
    ["no URL of its keys", { jwks_uri: undefined }, /jwks_uri/],
    ["a URL of its keys that is invalid", { jwks_uri: "keys" }, /jwks_uri/],
    ["an unencrypted URL of its keys", { jwks_uri: "http://login.example.org/keys" }, /no https URL/],
    ["a file as the URL of its keys", { jwks_uri: "file:///etc/passwd" }, /jwks_uri/],
  ] as const
) {
  Deno.test(`an issuer is rejected whose metadata has ${what}`, async () => {
    await using setting = await startIssuer();
    const { standIn, issuerWith } = setting;
    const own = standIn.metadata();
    const given = "issuer" in metadata && metadata.issuer === "SLASH" ? { issuer: `${standIn.url}/` } : metadata;
    standIn.answers[OIDC] = () => Response.json({ ...own, ...given });
    await assert.rejects(issuerWith().check(), { name: "IssuerUnavailableError", message: says });
  });
}

Deno.test("an issuer that starts after the server is found", async () => {
  let port: number;
  {
    await using gone = await FakeIssuer.start();
    port = gone.port;
  }
  const problems: (string | null)[] = [];
  const issuer = new Issuer(
    `http://127.0.0.1:${port}`,
    { failurePause: 0 },
    (it) => problems.push(it?.message ?? null),
  );
  await assert.rejects(issuer.check(), { name: "IssuerUnavailableError", message: /can't be reached/ });
  await using standIn = await FakeIssuer.start({ port });
  await issuer.check();
  assert.equal(await verify(issuer, await standIn.token()), "user-1");
  assert.equal(problems.at(-1), null);
});

Deno.test("the keys of an issuer that stops are used until they expire", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith } = setting;
  const [patient, impatient] = [issuerWith({ discoveryAge: 0 }), issuerWith({ keysAge: 0 })];
  const token = await standIn.token();
  await Promise.all([verify(patient, token), verify(impatient, token)]);
  await standIn.stop();
  assert.equal(await verify(patient, token), "user-1");
  await patient.check();
  await assert.rejects(verify(impatient, token), { name: "IssuerUnavailableError" });
  await assert.rejects(impatient.check(), { name: "IssuerUnavailableError" });
});

Deno.test("the keys are found after their URL has changed", async () => {
  await using setting = await startIssuer();
  const { standIn, issuerWith } = setting;
  const issuer = issuerWith({ failurePause: 0, keysAge: 0 });
  const token = await standIn.token();
  await verify(issuer, token);
  standIn.answers["/keys"] = () => new Response(null, { status: 410 });
  standIn.answers["/new-keys"] = () => Response.json({ keys: standIn.keys.map(({ jwk }) => jwk) });
  standIn.answers[OIDC] = () => Response.json({ ...standIn.metadata(), jwks_uri: `${standIn.url}/new-keys` });
  for (let attempt = 1;; attempt++) {
    const sub = await verify(issuer, token).catch((error) => assert.equal(error.name, "IssuerUnavailableError"));
    if (sub === "user-1") break;
    assert.ok(attempt < 1000, "never found");
  }
});

for (
  const [what, answer] of [
    ["does not respond", (end: Promise<void>) => end.then(() => new Response("late"))],
    [
      "doesn't end its answer",
      () => new Response(new ReadableStream({ start: (it) => it.enqueue(new Uint8Array(9)) })),
    ],
  ] as const
) {
  Deno.test(`all requests that wait for an issuer that ${what} fail after the time limit`, async () => {
    const end = Promise.withResolvers<void>();
    await using setting = await startIssuer();
    const { standIn, issuerWith } = setting;
    standIn.answers["/keys"] = () => answer(end.promise);
    const issuer = issuerWith({ timeout: 1_000 });
    const token = await standIn.token();
    const waiting = Array.from({ length: 10 }, () => verify(issuer, token));
    for (const outcome of await Promise.allSettled(waiting)) {
      assert.equal(outcome.status, "rejected");
      assert.match(String(outcome.reason), /does not respond within 1 s/);
    }
    assert.equal(standIn.keysAsked, 1);
    end.resolve();
  });
}
