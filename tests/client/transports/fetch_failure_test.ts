import assert from "node:assert/strict";
import { explainFetchError } from "../../../client/transports/fetch_failure.ts";

const CERTIFICATE = new URL("../../end_to_end/tls/cert.pem", import.meta.url);
const KEY = new URL("../../end_to_end/tls/key.pem", import.meta.url);

/** Explains the error of a request to a server that differs from what the URL says. */
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

Deno.test("explainFetchError() recognizes a server without TLS", async () => {
  const reason = await reach((port) => `https://127.0.0.1:${port}/mcp`);
  assert.match(reason, /^it does not speak TLS; use http:\/\/ if/);
});

Deno.test("explainFetchError() recognizes a server that requires TLS", async () => {
  const reason = await reach((port) => `http://127.0.0.1:${port}/mcp`, true);
  assert.equal(reason, "it does not speak plain HTTP; use https://");
});

Deno.test("explainFetchError() recognizes an untrusted certificate", async () => {
  const reason = await reach((port) => `https://localhost:${port}/mcp`, true);
  assert.match(
    reason,
    /^(its certificate is signed by an unknown authority|its certificate is an authority's own certificate); /,
  );
});

for (
  const [message, reason] of [
    ["invalid peer certificate: UnknownIssuer", /^its certificate is signed by an unknown authority; set DENO_CERT/],
    [
      "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
      /^its certificate is an authority's own certificate; /,
    ],
    [
      'invalid peer certificate: certificate not valid for name "desk"',
      /not valid for name "desk"; use a host name that/,
    ],
    ["Failed opening CA file: No such file or directory (os error 2)", /CA file: No such file.*; check DENO_CERT$/],
    ["dns error: failed to lookup address information", /^unknown host name; check the URL$/],
    ["tcp connect error: Connection refused (os error 111)", /Connection refused.*; check that the server is running/],
    ["an unknown error", /^an unknown error$/],
  ] as const
) {
  Deno.test(`explainFetchError() explains "${message}"`, () => {
    assert.match(explainFetchError(new TypeError("error sending request", { cause: new Error(message) })), reason);
  });
}

Deno.test("explainFetchError() extracts the cause from the runtime's message", () => {
  const error = new TypeError(
    "error sending request from 127.0.0.1:1 for http://localhost:8/mcp (127.0.0.1:8): client error (Connect): odd",
  );
  assert.equal(explainFetchError(error), "odd");
});
