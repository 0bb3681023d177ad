import assert from "node:assert/strict";
import { type AccessFlags, loadAccess } from "../../../commands/http/access.ts";
import type { Log } from "../../../commands/output/log.ts";
import { until } from "../../until.ts";

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

/** Loads access with these flags, and collects the warnings. */
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
  const access = await loadAccess({ ...NONE, ...flags }, readOnly, log);
  /** Returns the name and scope of the token's principal. */
  const authenticate = async (token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { name, scope } = await access.authenticator.authenticate(new Request("http://localhost", { headers }));
    return { name, scope };
  };
  return { ...access, authenticate, warnings };
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

Deno.test("loadAccess() lets every local process in without authentication", async () => {
  const { authenticate, warnings } = await loadAccessWith({});
  assert.deepEqual(await authenticate(), { name: null, scope: "write" });
  assert.deepEqual(warnings, []);
});

Deno.test("loadAccess() rejects other machines without authentication", async () => {
  await assert.rejects(loadAccessWith({ address: EVERYWHERE }), {
    name: "CommandError",
    exitCode: 2,
    message: /0\.0\.0\.0:8080.*--token-file.*--oidc-issuer.*--http 8080/,
  });
});

Deno.test("loadAccess() requires a token from local processes too, if there is one", async () => {
  const { authenticate } = await loadAccessWith({ tokens: TOKEN });
  await assert.rejects(authenticate(), { name: "HttpError", status: 401 });
  assert.deepEqual(await authenticate(TOKEN), { name: "team", scope: "write" });
});

const OIDC = {
  issuer: "http://127.0.0.1:1",
  audience: "desk",
  clients: undefined,
  deskClient: undefined,
  scopePrefix: "api://desk/",
};

Deno.test("loadAccess() lets other machines in with an issuer, and sends it no request", async () => {
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

Deno.test("loadAccess() offers only the read scope if nothing can be written", async () => {
  assert.deepEqual((await loadAccessWith({ oidc: OIDC }, true)).authenticator.authorizationServer?.scopes, ["read"]);
});

Deno.test("loadAccess() accepts tokens beside an issuer, and warns if the issuer is unreachable", async () => {
  const { authenticator, authenticate, watch, warnings } = await loadAccessWith({
    oidc: OIDC,
    tokens: `bot read ${TOKEN}`,
  });
  assert.deepEqual(await authenticate(TOKEN), { name: "bot", scope: "read" });
  assert.equal(authenticator.authorizationServer?.issuer, OIDC.issuer);
  const unwatch = watch();
  await until(() => warnings.length > 0, "there is a warning");
  unwatch();
  assert.match(warnings.join(), /^Cannot verify access tokens.*127\.0\.0\.1:1/);
});

Deno.test("loadAccess() warns about a proxy without --public-url", async () => {
  const { warnings } = await loadAccessWith({ oidc: OIDC, allowedHosts: ["desk.example.com"] });
  assert.match(warnings.join(), /--public-url.*desk\.example\.com/);
});

Deno.test("loadAccess() reads several tokens from a variable", async () => {
  const { authenticate, warnings } = await loadAccessWith({
    address: EVERYWHERE,
    tokens: `dana write ${TOKEN}, bot read ${TOKEN}2`,
  });
  assert.deepEqual(await authenticate(`${TOKEN}2`), { name: "bot", scope: "read" });
  assert.match(warnings.join(), /unencrypted.*--tls-cert/);
});

Deno.test("loadAccess() prefers a token file to the variable", async () => {
  await withFile(`dana write ${TOKEN}\n`, 0o600, async (tokenFile) => {
    const { authenticate, warnings } = await loadAccessWith({ tokenFile, tokens: `eve write ${TOKEN}` });
    assert.deepEqual(await authenticate(TOKEN), { name: "dana", scope: "write" });
    assert.deepEqual(warnings, []);
  });
});

Deno.test({
  name: "loadAccess() warns about secret files that other users can read or change",
  ignore: Deno.build.os === "windows",
  async fn() {
    for (const [mode, right] of [[0o640, "read"], [0o620, "change"], [0o666, "change"]] as const) {
      await withFile(`dana write ${TOKEN}\n`, 0o600, async (tokenFile) => {
        await Deno.chmod(tokenFile, mode);
        const { warnings } = await loadAccessWith({ tokenFile });
        assert.equal(warnings.length, 1);
        assert.match(warnings[0]!, new RegExp(`^Other users can ${right} .*chmod 600`));
        const tls = await loadAccessWith({ tlsCert: tokenFile, tlsKey: tokenFile });
        assert.match(tls.warnings.join(), /Other users can.*--tls-key/);
      });
    }
  },
});

for (
  const [what, flags, exitCode, message] of [
    [
      "a missing token file",
      { tokenFile: "/no/such/file" },
      1,
      /^--token-file cannot be read: \/no\/such\/file: no such file\. Check the path\.$/,
    ],
    [
      "an invalid token",
      { tokens: "dana write short" },
      2,
      /^SUPPORT_MCP_TOKEN is invalid: .*16/,
    ],
    [
      "a certificate without a key",
      { tlsCert: "cert.pem" },
      2,
      /^--tls-cert and --tls-key belong together\. Add --tls-key FILE\.$/,
    ],
    ["a key without a certificate", { tlsKey: "key.pem" }, 2, /Add --tls-cert FILE\.$/],
    [
      "a missing certificate",
      { tlsCert: "/no/cert", tlsKey: "/no/key" },
      1,
      /^--tls-cert cannot be read: \/no\/cert: no such file\. Check the path\.$/,
    ],
  ] as const
) {
  Deno.test(`loadAccess() explains what is wrong with ${what}`, async () => {
    await assert.rejects(loadAccessWith(flags), { name: "CommandError", exitCode, message });
  });
}
