import assert from "node:assert/strict";
import {
  type HttpFlagValues,
  httpParameters,
  parseHttpFlags,
} from "../../../../../commands/command_line/flags/serve/http.ts";
import { DEFAULT_LIMITS } from "../../../../../server/transports/http/mod.ts";
import { overrideVariables } from "../../../../override_variables.ts";

const HTTP = { hostname: "127.0.0.1", port: 8080 };

/** Parses flags with these `SUPPORT_MCP_*` variables and no others. */
function parseFlagsWith(values: HttpFlagValues, variables: Record<string, string> = {}) {
  const ours = Object.keys(Deno.env.toObject()).filter((name) => name.startsWith("SUPPORT_MCP_"));
  using _ = overrideVariables({ ...Object.fromEntries(ours.map((name) => [name, undefined])), ...variables });
  return parseHttpFlags(values);
}

Deno.test("parseHttpFlags() returns undefined without an address", () => {
  assert.equal(parseFlagsWith({}), undefined);
});

Deno.test("parseHttpFlags() reads variables, and prefers flags", () => {
  const variables = {
    SUPPORT_MCP_HTTP: "0.0.0.0:80",
    SUPPORT_MCP_TOKEN_FILE: "/run/tokens",
    SUPPORT_MCP_TOKEN: "x",
    SUPPORT_MCP_ALLOWED_HOSTS: "Desk.example.com, desk",
    SUPPORT_MCP_ALLOWED_ORIGINS: "https://App.example.com:443/, http://localhost:6274",
    SUPPORT_MCP_TRUSTED_PROXIES: "127.0.0.1, fd00::/8",
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
    allowedOrigins: ["https://app.example.com", "http://localhost:6274"],
    trustedProxies: ["127.0.0.1", "fd00::/8"],
    tlsCert: undefined,
    tlsKey: undefined,
    limits: { messagesPerMinute: Infinity, sessions: 5, sessionIdle: 60_000 },
  });
});

Deno.test("parseHttpFlags() reads an issuer and its audience from flags or variables", () => {
  const oidc = {
    issuer: "https://login.example.com/desk",
    audience: "desk",
    clients: undefined,
    deskClient: undefined,
    scopePrefix: undefined,
  };
  const flags = { "oidc-issuer": oidc.issuer, "oidc-audience": oidc.audience };
  assert.deepEqual(parseFlagsWith({ http: HTTP, ...flags })?.oidc, oidc);
  const variables = {
    SUPPORT_MCP_OIDC_ISSUER: oidc.issuer,
    SUPPORT_MCP_OIDC_AUDIENCE: oidc.audience,
    SUPPORT_MCP_OIDC_CLIENT: "host, other-host",
    SUPPORT_MCP_OIDC_DESK_CLIENT: "web-desk",
    SUPPORT_MCP_OIDC_SCOPE_PREFIX: "api://desk/",
    SUPPORT_MCP_PUBLIC_URL: "https://Desk.example.com/tickets/mcp",
    SUPPORT_MCP_ALLOWED_HOSTS: "desk",
  };
  const all = parseFlagsWith({ http: HTTP }, variables);
  assert.deepEqual(all?.oidc, {
    ...{ ...oidc, clients: ["host", "other-host", "web-desk"], deskClient: "web-desk", scopePrefix: "api://desk/" },
  });
  assert.deepEqual([all?.publicUrl, all?.allowedHosts, all?.allowedOrigins], [
    "https://desk.example.com/tickets",
    ["desk", "desk.example.com"],
    ["https://desk.example.com"],
  ]);
});

for (
  const [given, missing] of [
    [{ "oidc-issuer": "https://login.example.com" }, "--oidc-audience NAME"],
    [{ "oidc-audience": "desk" }, "--oidc-issuer URL"],
    [{ "oidc-desk-client": "web-desk" }, "--oidc-issuer URL"],
    [{ "oidc-scope-prefix": "api://desk/" }, "--oidc-issuer URL"],
    [{ "oidc-issuer": "https://login.example.com", "oidc-audience": "" }, "--oidc-audience NAME"],
  ] as const
) {
  Deno.test(`parseHttpFlags() needs ${missing} with ${Object.keys(given).join(" and ")}`, () => {
    assert.throws(() => parseFlagsWith({ http: HTTP, ...given }), {
      name: "CommandError",
      exitCode: 2,
      message: new RegExp(`Add ${missing}\\.`),
    });
  });
}

for (
  const [variable, value, says] of [
    ["SUPPORT_MCP_OIDC_ISSUER", "http://login.example.com", /is invalid: "http:.*"\. Use an https:\/\/ URL/],
    ["SUPPORT_MCP_PUBLIC_URL", "desk.example.com", /Use a URL such as https:/],
    ["SUPPORT_MCP_HTTP", "everywhere", /^SUPPORT_MCP_HTTP is invalid: "everywhere"\. Use PORT or HOST:PORT/],
    ["SUPPORT_MCP_ALLOWED_HOSTS", "desk.example.com:8443", /Use a name without scheme, port or path/],
    ["SUPPORT_MCP_TRUSTED_PROXIES", "10.0.0.0/33", /Use an address or a range of them, such as 127\.0\.0\.1/],
    ["SUPPORT_MCP_MAX_BODY", "1MB", /^SUPPORT_MCP_MAX_BODY is invalid: "1MB"\. Use a whole number\.$/],
    ["SUPPORT_MCP_SESSION_IDLE", "2147484", /^SUPPORT_MCP_SESSION_IDLE is invalid: "2147484"\. Use at most 2147483/],
    ["SUPPORT_MCP_REQUEST_TIMEOUT", "3000000", /^SUPPORT_MCP_REQUEST_TIMEOUT is invalid: .* Use at most 2147483/],
    ["SUPPORT_MCP_REQUEST_TIMEOUT", "0", /^SUPPORT_MCP_REQUEST_TIMEOUT is invalid: "0"\. Use 1 or more\.$/],
  ] as const
) {
  Deno.test(`parseHttpFlags() explains what is wrong with ${variable}=${value}`, () => {
    assert.throws(() => parseFlagsWith(variable === "SUPPORT_MCP_HTTP" ? {} : { http: HTTP }, { [variable]: value }), {
      name: "CommandError",
      exitCode: 2,
      message: says,
    });
  });
}

Deno.test("parseHttpFlags() rejects flags without effect", () => {
  assert.throws(() => parseFlagsWith({ "token-file": "tokens" }), {
    exitCode: 2,
    message: /--token-file works only over HTTP\. Add --http/,
  });
});

Deno.test("the help states the limits that count without flags, and every flag's variable", () => {
  const getDefault = (flag: keyof typeof httpParameters) => Number(httpParameters[flag].help.default);
  assert.equal(getDefault("max-body"), DEFAULT_LIMITS.bodyBytes);
  assert.equal(getDefault("max-rate"), DEFAULT_LIMITS.messagesPerMinute);
  assert.equal(getDefault("max-sessions"), DEFAULT_LIMITS.sessions);
  assert.equal(getDefault("max-streams"), DEFAULT_LIMITS.streams);
  assert.equal(getDefault("session-idle") * 1000, DEFAULT_LIMITS.sessionIdle);
  assert.equal(getDefault("request-timeout") * 1000, DEFAULT_LIMITS.requestTime);
  for (const [flag, { help }] of Object.entries(httpParameters)) {
    const name = flag.toUpperCase().replaceAll("-", "_").replace(/Y$/, "(?:Y|IE)");
    assert.match(help.variable ?? "", new RegExp(`^SUPPORT_MCP_${name}S?$`));
  }
});
