import assert from "node:assert/strict";
import { explainFetchError } from "../../../client/transports/fetch_failure.ts";

const CERTIFICATE = new URL("../../end_to_end/tls/cert.pem", import.meta.url);
const KEY = new URL("../../end_to_end/tls/key.pem", import.meta.url);

/** What comes of asking for a URL at a server that isn't what it should be. */
async function reach(url: (port: number) => string, tls = false) {
  const pem = tls ? { cert: await Deno.readTextFile(CERTIFICATE), key: await Deno.readTextFile(KEY) } : {};
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {}, ...pem }, () => new Response());
  try {
    const response = await fetch(url(server.addr.port));
    await response.body?.cancel();
    assert.fail("it was reached");
  } catch (error) {
    return explainFetchError(error);
  } finally {
    await server.shutdown();
  }
}

Deno.test("unreachable() knows a server that speaks no TLS", async () => {
  const reason = await reach((port) => `https://127.0.0.1:${port}/mcp`);
  assert.match(reason, /^it doesn't speak TLS; .*http:\/\/$/);
});

Deno.test("unreachable() knows a server that speaks TLS alone", async () => {
  const reason = await reach((port) => `http://127.0.0.1:${port}/mcp`, true);
  assert.equal(reason, "it doesn't speak plain HTTP; begin the URL with https://");
});

Deno.test("unreachable() knows a certificate that isn't trusted", async () => {
  const reason = await reach((port) => `https://localhost:${port}/mcp`, true);
  assert.match(reason, /^(nobody known here has signed its certificate|its certificate is one for signing others); /);
});

for (
  const [said, reason] of [
    ["invalid peer certificate: UnknownIssuer", /^nobody known here has signed its certificate; DENO_CERT names/],
    ["invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", /^its certificate is one for signing others; /],
    ['invalid peer certificate: certificate not valid for name "desk"', /not valid for name "desk"; take a name that/],
    ["Failed opening CA file: No such file or directory (os error 2)", /CA file: No such file.*; DENO_CERT names it$/],
    ["dns error: failed to lookup address information", /^there is no machine of that name; see .* URL is right$/],
    ["tcp connect error: Connection refused (os error 111)", /Connection refused.*; see whether it runs/],
    ["something that nobody has seen before", /^something that nobody has seen before$/],
  ] as const
) {
  Deno.test(`unreachable() puts "${said}" into words`, () => {
    assert.match(explainFetchError(new TypeError("error sending request", { cause: new Error(said) })), reason);
  });
}

Deno.test("unreachable() takes the reason out of what surrounds it", () => {
  const error = new TypeError(
    "error sending request from 127.0.0.1:1 for http://localhost:8/mcp (127.0.0.1:8): client error (Connect): odd",
  );
  assert.equal(explainFetchError(error), "odd");
});
