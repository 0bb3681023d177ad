import assert from "node:assert/strict";
import { type HttpFlagValues, httpParameters, parseHttpFlags } from "../../../../commands/flags/serve/http.ts";
import { DEFAULT_LIMITS } from "../../../../server/transports/http/mod.ts";

const HTTP = { hostname: "127.0.0.1", port: 8080 };

/** Reads flags with these variables, and no others of ours. */
function parseFlagsWith(values: HttpFlagValues, variables: Record<string, string> = {}) {
  const before = Deno.env.toObject();
  for (const name of Object.keys(before)) if (name.startsWith("SUPPORT_MCP_")) Deno.env.delete(name);
  try {
    for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
    return parseHttpFlags(values);
  } finally {
    for (const name of Object.keys(variables)) Deno.env.delete(name);
    for (const [name, value] of Object.entries(before)) Deno.env.set(name, value);
  }
}

Deno.test("httpFlags() is nothing without an address", () => {
  assert.equal(parseFlagsWith({}), undefined);
});

Deno.test("httpFlags() takes everything from variables, and flags rather than these", () => {
  const variables = {
    SUPPORT_MCP_HTTP: "0.0.0.0:80",
    SUPPORT_MCP_TOKEN_FILE: "/run/tokens",
    SUPPORT_MCP_TOKEN: "x",
    SUPPORT_MCP_ALLOWED_HOSTS: "Desk.example.com, desk",
    SUPPORT_MCP_MAX_RATE: "0",
    SUPPORT_MCP_SESSION_IDLE: "60",
  };
  assert.deepEqual(parseFlagsWith({ http: HTTP, "max-sessions": 5 }, variables), {
    address: HTTP,
    tokenFile: "/run/tokens",
    tokens: "x",
    oidc: undefined,
    publicUrl: undefined,
    allowedHosts: ["desk.example.com", "desk"],
    tlsCert: undefined,
    tlsKey: undefined,
    limits: { messagesPerMinute: Infinity, sessions: 5, sessionIdle: 60_000 },
  });
});

Deno.test("httpFlags() takes an issuer and its audience, from flags or variables", () => {
  const oidc = { issuer: "https://login.example.com/desk", audience: "desk", scopePrefix: undefined };
  const flags = { "oidc-issuer": oidc.issuer, "oidc-audience": oidc.audience };
  assert.deepEqual(parseFlagsWith({ http: HTTP, ...flags })?.oidc, oidc);
  const variables = {
    SUPPORT_MCP_OIDC_ISSUER: oidc.issuer,
    SUPPORT_MCP_OIDC_AUDIENCE: oidc.audience,
    SUPPORT_MCP_OIDC_SCOPE_PREFIX: "api://desk/",
    SUPPORT_MCP_PUBLIC_URL: "https://Desk.example.com/tickets/mcp",
    SUPPORT_MCP_ALLOWED_HOSTS: "desk",
  };
  const all = parseFlagsWith({ http: HTTP }, variables);
  assert.deepEqual(all?.oidc, { ...oidc, scopePrefix: "api://desk/" });
  assert.deepEqual([all?.publicUrl, all?.allowedHosts], [
    "https://desk.example.com/tickets",
    ["desk", "desk.example.com"],
  ]);
});

for (
  const [given, missing] of [
    [{ "oidc-issuer": "https://login.example.com" }, "--oidc-audience NAME"],
    [{ "oidc-audience": "desk" }, "--oidc-issuer URL"],
    [{ "oidc-scope-prefix": "api://desk/" }, "--oidc-issuer URL"],
    [{ "oidc-issuer": "https://login.example.com", "oidc-audience": "" }, "--oidc-audience NAME"],
  ] as const
) {
  Deno.test(`httpFlags() wants ${missing} beside ${Object.keys(given).join(" and ")}`, () => {
    assert.throws(() => parseFlagsWith({ http: HTTP, ...given }), {
      name: "Failure",
      exitCode: 2,
      message: new RegExp(`add ${missing}`),
    });
  });
}

for (
  const [variable, value, says] of [
    ["SUPPORT_MCP_OIDC_ISSUER", "http://login.example.com", /can't be "http:.*https:\/\/, unless/],
    ["SUPPORT_MCP_PUBLIC_URL", "desk.example.com", /only a URL such as https:/],
    ["SUPPORT_MCP_HTTP", "everywhere", /SUPPORT_MCP_HTTP can't be "everywhere", only PORT or HOST:PORT/],
    ["SUPPORT_MCP_ALLOWED_HOSTS", "desk.example.com:8443", /only a name without scheme, port or path/],
    ["SUPPORT_MCP_MAX_BODY", "1MB", /SUPPORT_MCP_MAX_BODY can't be "1MB", only a whole number/],
    ["SUPPORT_MCP_REQUEST_TIMEOUT", "0", /SUPPORT_MCP_REQUEST_TIMEOUT can't be "0", only 1 or more/],
  ] as const
) {
  Deno.test(`httpFlags() says what is wrong with ${variable}=${value}`, () => {
    assert.throws(() => parseFlagsWith(variable === "SUPPORT_MCP_HTTP" ? {} : { http: HTTP }, { [variable]: value }), {
      name: "Failure",
      exitCode: 2,
      message: says,
    });
  });
}

Deno.test("httpFlags() refuses what would do nothing without HTTP", () => {
  assert.throws(() => parseFlagsWith({ "token-file": "tokens" }), { exitCode: 2, message: /--token-file.*add --http/ });
});

Deno.test("the help tells the limits that are, and every flag's variable", () => {
  const told = (flag: keyof typeof httpParameters) =>
    Number(/(\d+) when left out/.exec(httpParameters[flag].brief)![1]);
  assert.equal(told("max-body"), DEFAULT_LIMITS.bodyBytes);
  assert.equal(told("max-rate"), DEFAULT_LIMITS.messagesPerMinute);
  assert.equal(told("max-sessions"), DEFAULT_LIMITS.sessions);
  assert.equal(told("max-streams"), DEFAULT_LIMITS.streams);
  assert.equal(told("session-idle") * 1000, DEFAULT_LIMITS.sessionIdle);
  assert.equal(told("request-timeout") * 1000, DEFAULT_LIMITS.requestTime);
  for (const [flag, { brief }] of Object.entries(httpParameters)) {
    assert.match(brief, new RegExp(`\\(SUPPORT_MCP_${flag.toUpperCase().replaceAll("-", "_")}S?\\)`));
  }
});
