import assert from "node:assert/strict";
import { SecretValueError } from "../../../commands/values/secret_value_error.ts";
import { parseEndpoint, parseIssuer, parseOrigin, parsePublicUrl } from "../../../commands/values/url.ts";

for (
  const issuer of [
    "https://login.example.com",
    "https://login.example.com/",
    "https://login.example.com/realms/desk",
    "http://localhost:8080/realms/desk",
    "http://127.0.0.1:9000",
    "http://[::1]:9000",
  ]
) {
  Deno.test(`parseIssuer() accepts ${issuer} and returns it unchanged`, () => {
    assert.equal(parseIssuer(issuer), issuer);
  });
}

for (
  const [issuer, says] of [
    ["http://login.example.com", /https:\/\/ URL; http:\/\/ is accepted only for an issuer on this machine/],
    ["http://127.0.0.1.example.com", /https/],
    ["login.example.com", /Use a URL such as/],
    ["ftp://login.example.com", /Use a URL such as/],
    ["https://login.example.com?tenant=1", /without query/],
    ["https://login.example.com#desk", /without query, fragment/],
    ["https://dana:secret@login.example.com", /or password/],
    ["", /Use a URL/],
  ] as const
) {
  Deno.test(`parseIssuer() rejects ${JSON.stringify(issuer)}`, () => {
    assert.throws(() => parseIssuer(issuer), { name: "SyntaxError", message: says });
  });
}

for (
  const [text, url] of [
    ["https://desk.example.com", "https://desk.example.com"],
    ["https://desk.example.com/", "https://desk.example.com"],
    ["https://desk.example.com/mcp", "https://desk.example.com"],
    ["https://desk.example.com:8443/tickets/mcp/", "https://desk.example.com:8443/tickets"],
    ["http://desk/tickets", "http://desk/tickets"],
  ] as const
) {
  Deno.test(`parsePublicUrl() reads ${text} as ${url}`, () => {
    assert.equal(parsePublicUrl(text), url);
  });
}

Deno.test("parsePublicUrl() rejects what is not the URL of a server", () => {
  for (const text of ["desk", "/tickets", "https://desk/?x", "file:///tickets"]) {
    assert.throws(() => parsePublicUrl(text), { name: "SyntaxError" });
  }
});

Deno.test("parseOrigin() returns an origin as browsers send it, and rejects everything else", () => {
  assert.equal(parseOrigin("https://App.example.com:443/"), "https://app.example.com");
  assert.equal(parseOrigin("http://localhost:6274"), "http://localhost:6274");
  for (const text of ["*", "null", "localhost:6274", "app.example.com", "https://app.example.com/desk", "file:///x"]) {
    assert.throws(() => parseOrigin(text), SyntaxError, text);
  }
});

for (
  const [text, url] of [
    ["https://desk.example.com", "https://desk.example.com/mcp"],
    ["http://localhost:8080/", "http://localhost:8080/mcp"],
    ["https://desk.example.com/mcp", "https://desk.example.com/mcp"],
    ["https://desk.example.com/support/mcp/", "https://desk.example.com/support/mcp/"],
  ] as const
) {
  Deno.test(`parseEndpoint() returns ${url} for ${text}`, () => {
    assert.equal(parseEndpoint(text), url);
  });
}

for (
  const text of ["https://a.example/m\ncp", "https://a.example/\tmcp", " https://a.example", "https://a.example/\u200b"]
) {
  Deno.test(`no URL may have characters that no one sees: ${JSON.stringify(text)}`, () => {
    for (const parse of [parseEndpoint, parseIssuer, parseOrigin, parsePublicUrl]) {
      assert.throws(() => parse(text), (error) => {
        return error instanceof SyntaxError && /^Use a URL without spaces and control/.test(error.message);
      });
    }
  });
}

Deno.test("a URL that may contain a secret is not repeated", () => {
  for (
    const text of ["https://me:secret@a.example", "https://a.example/?key=secret", "https://a.example/#s", "ftp://a@b"]
  ) {
    for (const parse of [parseEndpoint, parseIssuer, parseOrigin, parsePublicUrl]) {
      assert.throws(() => parse(text), SecretValueError);
    }
  }
  assert.throws(() => parseEndpoint("desk.example.com"), (error) => !(error instanceof SecretValueError));
});
