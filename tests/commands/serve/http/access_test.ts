import assert from "node:assert/strict";
import { type AccessFlags, loadAccess } from "../../../../commands/serve/http/access.ts";
import type { Log } from "../../../../commands/output/log.ts";
import { until } from "../../../until.ts";

const TOKEN = "0123456789abcdef";
const HERE = { hostname: "127.0.0.1", port: 8080 };
const EVERYWHERE = { hostname: "0.0.0.0", port: 8080 };

const NONE: AccessFlags = {
  address: HERE,
  tokenFile: undefined,
  tokens: undefined,
  oidc: undefined,
  publicUrl: undefined,
  allowedHosts: [],
  tlsCert: undefined,
  tlsKey: undefined,
};

/** What is let in, and what was warned of. */
async function loadAccessWith(flags: Partial<AccessFlags>, readOnly = false) {
  const warnings: string[] = [];
  const quiet = () => {};
  const log: Log = {
    debug: quiet,
    info: quiet,
    error: quiet,
    warning: (message, properties) => void warnings.push(`${message} ${JSON.stringify(properties ?? {})}`),
    flush: () => Promise.resolve(),
  };
  const entrance = await loadAccess({ ...NONE, ...flags }, readOnly, log);
  /** Name and scope of whoever has the token. */
  const authenticate = async (token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { name, scope } = await entrance.authenticator.authenticate(new Request("http://localhost", { headers }));
    return { name, scope };
  };
  return { ...entrance, authenticate, warnings };
}

async function withFile(text: string, mode: number, use: (path: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/tokens`;
    await Deno.writeTextFile(path, text, { mode });
    await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("entranceOf() lets everybody in who is on this machine, where nobody has to say more", async () => {
  const { authenticate, warnings } = await loadAccessWith({});
  assert.deepEqual(await authenticate(), { name: null, scope: "write" });
  assert.deepEqual(warnings, []);
});

Deno.test("entranceOf() refuses to let other machines in without a token", async () => {
  await assert.rejects(loadAccessWith({ address: EVERYWHERE }), {
    name: "Failure",
    exitCode: 2,
    message: /0\.0\.0\.0:8080.*--token-file.*--oidc-issuer.*--http 8080/,
  });
});

Deno.test("entranceOf() asks for a token on this machine too, where there is one", async () => {
  const { authenticate } = await loadAccessWith({ tokens: TOKEN });
  await assert.rejects(authenticate(), { name: "Refusal", status: 401 });
  assert.deepEqual(await authenticate(TOKEN), { name: "team", scope: "write" });
});

const OIDC = { issuer: "http://127.0.0.1:1", audience: "desk", scopePrefix: "api://desk/" };

Deno.test("entranceOf() lets other machines in where there is an issuer of tokens, without asking it anything", async () => {
  const publicUrl = "https://desk.example.com";
  const { authenticator, warnings } = await loadAccessWith({ address: EVERYWHERE, oidc: OIDC, publicUrl });
  assert.deepEqual(authenticator.authorizationServer, {
    issuer: "http://127.0.0.1:1",
    scopeNames: { read: "api://desk/desk:read", write: "api://desk/desk:write" },
    scopes: ["read", "write"],
    publicUrl,
  });
  assert.match(warnings.join(), /^[^,]*unencrypted[^,]*,[^,]*$/);
});

Deno.test("entranceOf() has hosts ask for no more than there is", async () => {
  assert.deepEqual((await loadAccessWith({ oidc: OIDC }, true)).authenticator.authorizationServer?.scopes, ["read"]);
});

Deno.test("entranceOf() takes tokens beside an issuer, and says when that can't be asked", async () => {
  const { authenticator, authenticate, watch, warnings } = await loadAccessWith({
    oidc: OIDC,
    tokens: `bot read ${TOKEN}`,
  });
  assert.deepEqual(await authenticate(TOKEN), { name: "bot", scope: "read" });
  assert.equal(authenticator.authorizationServer?.issuer, OIDC.issuer);
  const unwatch = watch();
  await until(() => warnings.length > 0, "there is a warning");
  unwatch();
  assert.match(warnings.join(), /^Tokens can't be checked.*127\.0\.0\.1:1.*can't be reached/);
});

Deno.test("entranceOf() warns of a proxy that it is told nothing of", async () => {
  const { warnings } = await loadAccessWith({ oidc: OIDC, allowedHosts: ["desk.example.com"] });
  assert.match(warnings.join(), /--public-url.*desk\.example\.com/);
});

Deno.test("entranceOf() reads several tokens from a variable", async () => {
  const { authenticate, warnings } = await loadAccessWith({
    address: EVERYWHERE,
    tokens: `dana write ${TOKEN}, bot read ${TOKEN}2`,
  });
  assert.deepEqual(await authenticate(`${TOKEN}2`), { name: "bot", scope: "read" });
  assert.match(warnings.join(), /unencrypted.*--tls-cert/);
});

Deno.test("entranceOf() reads a file of tokens rather than the variable", async () => {
  await withFile(`dana write ${TOKEN}\n`, 0o600, async (tokenFile) => {
    const { authenticate, warnings } = await loadAccessWith({ tokenFile, tokens: `eve write ${TOKEN}` });
    assert.deepEqual(await authenticate(TOKEN), { name: "dana", scope: "write" });
    assert.deepEqual(warnings, []);
  });
});

Deno.test({
  name: "entranceOf() warns of a token file that others may read",
  ignore: Deno.build.os === "windows",
  async fn() {
    await withFile(`dana write ${TOKEN}\n`, 0o600, async (tokenFile) => {
      await Deno.chmod(tokenFile, 0o640);
      const { warnings } = await loadAccessWith({ tokenFile });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, /may read the token file.*chmod 600.*tokens/);
    });
  },
});

for (
  const [what, flags, exitCode, message] of [
    [
      "a token file that isn't there",
      { tokenFile: "/no/such/file" },
      1,
      /token file \/no\/such\/file: there is no such file/,
    ],
    [
      "tokens that can't be read",
      { tokens: "dana write short" },
      2,
      /SUPPORT_MCP_TOKEN can't be used: .*shorter than 16/,
    ],
    ["a certificate without a key", { tlsCert: "cert.pem" }, 2, /both --tls-cert FILE and --tls-key FILE/],
    ["a key without a certificate", { tlsKey: "key.pem" }, 2, /both/],
    [
      "a certificate that isn't there",
      { tlsCert: "/no/cert", tlsKey: "/no/key" },
      1,
      /certificate \/no\/cert: there is no such/,
    ],
  ] as const
) {
  Deno.test(`entranceOf() says what is wrong with ${what}`, async () => {
    await assert.rejects(loadAccessWith(flags), { name: "Failure", exitCode, message });
  });
}
