/** The real program, and hosts with an issuer's tokens. */

import assert from "node:assert/strict";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { AUDIENCE, FakeIssuer } from "../../server/transports/http/auth/oidc/fake_issuer.ts";
import { until } from "../../until.ts";
import { connectNewerHttpHost, connectOlderHttpHost, startHttpProgram } from "./http_hosts.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CLOSING = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset the token." } };
const HISTORY = { name: "get_history", arguments: { ticket_id: "42" } };

// deno-lint-ignore no-explicit-any -- the lines of the SDK give results of different types
const getText = (result: any): string => result.content[0].text;

const getOidcFlags = (issuer: string) => ["--oidc-issuer", issuer, "--oidc-audience", AUDIENCE];

Deno.test("hosts of both eras authenticate with an issuer's tokens, and the history has their names", async () => {
  await using issuer = await FakeIssuer.start();
  await using program = await startHttpProgram(["--demo", ...getOidcFlags(issuer.url)]);
  await assert.rejects(connectOlderHttpHost(program.url), /token.* is required/);
  const tokens = await Promise.all(
    ["dana", "eve"].map((name) => issuer.token({ claims: { preferred_username: name, sub: name } })),
  );
  await using older = await connectOlderHttpHost(program.url, { token: tokens[0]! });
  await using newer = await connectNewerHttpHost(program.url, { token: tokens[1]! });
  await older.client.callTool(CLOSING);
  await newer.client.callTool({ name: "reopen_ticket", arguments: { ticket_id: "42", reason: "Not yet." } });
  const history = getText(await newer.client.callTool(HISTORY));
  assert.match(history, /closed by <team_words id=\w+>field-host 3\.1\.4 for dana/);
  assert.match(history, /reopened by <team_words id=\w+>field-host 3\.1\.4 for eve/);
});

Deno.test("serve --http starts without its issuer, logs that, and accepts tokens once it is reachable", async () => {
  const port = findFreePort();
  const url = `http://127.0.0.1:${port}`;
  await using program = await startHttpProgram(["--demo", ...getOidcFlags(url)]);
  await program.running.waitForErrors((errors) => /Cannot verify access tokens: /.test(errors));
  const ready = async () => {
    const response = await fetch(new URL("/readyz", program.url));
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await ready(), 503);
  await using issuer = await FakeIssuer.start({ port });
  await until(async () => await ready() === 200, "the server is ready");
  await program.running.waitForErrors((errors) => errors.includes("is reachable again"));
  await using host = await connectNewerHttpHost(program.url, { token: await issuer.token() });
  assert.equal((await host.client.listTools()).tools.length > 5, true);
});

Deno.test("a token removed from the file is rejected within seconds", async () => {
  await using folder = await TemporaryFolder.create();
  const [dana, eve] = ["danas-token-0123456789", "eves-token-0123456789"] as const;
  const file = folder.file("tokens");
  await Deno.writeTextFile(file, `dana write ${dana}\n`, { mode: 0o600 });
  await using program = await startHttpProgram(["--demo", "--token-file", file]);
  await using host = await connectOlderHttpHost(program.url, { token: dana });
  await host.client.callTool(HISTORY);
  await Deno.writeTextFile(file, `eve write ${eve}\n`);
  await program.running.waitForErrors((errors) => errors.includes("Reloaded the token file"));
  await assert.rejects(host.client.callTool(HISTORY), /Unknown token/);
  await using other = await connectNewerHttpHost(program.url, { token: eve });
  assert.equal((await other.client.listTools()).tools.length > 5, true);
});

for (
  const [what, args, says] of [
    [
      "an issuer without an audience",
      ["--http", "0", "--oidc-issuer", "https://login.example.com"],
      /Add --oidc-audience NAME/,
    ],
    ["an issuer without https", ["--http", "0", ...getOidcFlags("http://login.example.com")], /https:\/\//],
    ["an issuer without HTTP", getOidcFlags("https://login.example.com"), /Add --http/],
  ] as const
) {
  Deno.test(`serve exits with 2 for ${what}`, async () => {
    const { code, stderr } = await runProgram(["serve", "--demo", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, says);
  });
}
