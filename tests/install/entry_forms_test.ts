import assert from "node:assert/strict";
import { parse as parseToml } from "@decimalturn/toml-patch";
import { parse as parseYaml } from "yaml";
import { addServers, listOurServers, removeOurServers } from "../../install/host_configuration.ts";
import { type HostId, HOSTS } from "../../install/hosts.ts";
import { InstallError, NameTakenError } from "../../install/errors/mod.ts";
import type { HttpServer, ServerEntry } from "../../install/server_entry.ts";

const URL = "https://desk.example.com/mcp";
const headers = { Authorization: "Bearer secret" };
const OURS = "/opt/support-mcp";

const createConfiguration = (host: HostId, text = "") => ({ host: HOSTS[host], path: "file", text, ours: OURS });
const parseAny: Record<string, (text: string) => unknown> = { json: JSON.parse, toml: parseToml, yaml: parseYaml };

/** Adds a server to an empty configuration and returns its entry. */
function installOne(host: HostId, server: ServerEntry | HttpServer) {
  const text = addServers(createConfiguration(host), new Map([["support-desk", server]]));
  const { format = "json", member, isList } = HOSTS[host];
  const list = JSON.parse(JSON.stringify(parseAny[format]!(text)))[member];
  return { text, entry: isList ? list[0] : list["support-desk"] };
}

const HTTP_ENTRIES: Record<Exclude<HostId, "claude-desktop">, unknown> = {
  "claude-code": { type: "http", url: URL, headers },
  "codex": { url: URL, bearer_token_env_var: "SUPPORT_DESK_TOKEN" },
  "cursor": { url: URL, headers },
  "vscode": { type: "http", url: URL, headers },
  "windsurf": { serverUrl: URL, headers },
  "gemini-cli": { type: "http", url: URL, headers },
  "zed": { url: URL, headers },
  "opencode": { type: "remote", enabled: true, url: URL, headers },
  "qwen-code": { httpUrl: URL, headers },
  "copilot-cli": { type: "http", tools: ["*"], url: URL, headers },
  "cline-cli": { type: "streamableHttp", url: URL, headers },
  "continue": { name: "support-desk", type: "streamable-http", url: URL, requestOptions: { headers } },
  "junie": { url: URL, headers },
  "kiro": { url: URL, headers },
  "goose": { name: "support-desk", type: "streamable_http", enabled: true, timeout: 300, uri: URL, headers },
  "lm-studio": { url: URL, headers },
};

for (const [id, expected] of Object.entries(HTTP_ENTRIES)) {
  const host = id as HostId;
  const read = host === "codex" ? { Authorization: "Bearer ${SUPPORT_DESK_TOKEN}" } : headers;
  Deno.test(`an entry over HTTP has the form of ${HOSTS[host].name}, is found, updated and removed`, () => {
    const { text, entry } = installOne(host, { url: URL, headers });
    assert.deepEqual(entry, expected);
    assert.deepEqual(
      listOurServers(createConfiguration(host, text)),
      new Map([["support-desk", { url: URL, headers: read }]]),
    );
    const moved = { url: "https://desk.example.com/other/mcp", headers: {} };
    const after = addServers(createConfiguration(host, text), new Map([["support-desk", moved]]));
    assert.deepEqual(listOurServers(createConfiguration(host, after)).get("support-desk"), {
      ...moved,
      headers: read,
    });
    assert.deepEqual(removeOurServers(createConfiguration(host, after)).names, ["support-desk"]);
  });

  Deno.test(`a token does not follow to another origin in the file of ${HOSTS[host].name}`, () => {
    const { text } = installOne(host, { url: URL, headers });
    for (
      const url of ["https://evil.example/mcp", "http://desk.example.com/mcp", "https://desk.example.com:8443/mcp"]
    ) {
      const moved = { url, headers: {} };
      const servers = new Map([["support-desk", moved]]);
      assert.throws(() => addServers(createConfiguration(host, text), servers), (error) => {
        return error instanceof NameTakenError && error.there === `it is reached at ${URL}, with Authorization`;
      });
      const after = addServers(createConfiguration(host, text), servers, () => true);
      assert.deepEqual(listOurServers(createConfiguration(host, after)).get("support-desk"), moved);
      assert.doesNotMatch(after, /secret|TOKEN/);
    }
  });

  Deno.test(`an entry over HTTP without headers has none for ${HOSTS[host].name}`, () => {
    assert.doesNotMatch(installOne(host, { url: URL, headers: {} }).text, /headers|requestOptions/);
  });
}

for (const [id, { name }] of Object.entries(HOSTS)) {
  const host = id as HostId;
  Deno.test(`an entry that starts a program is found again by its form of ${name}`, () => {
    const server = { command: OURS, args: ["serve", "--db", "/desk.db"] };
    const { text } = installOne(host, server);
    assert.deepEqual(listOurServers(createConfiguration(host, text)).get("support-desk"), { ...server, env: {} });
    const moved = { command: "/usr/bin/support-mcp", args: ["serve", "--db", "/other.db"] };
    const after = addServers(createConfiguration(host, text), new Map([["support-desk", moved]]));
    assert.deepEqual(listOurServers(createConfiguration(host, after)).get("support-desk"), { ...moved, env: {} });
    assert.equal(addServers(createConfiguration(host, after), new Map([["support-desk", moved]])), after);
  });
}

Deno.test("the environment is read in the form of each host", () => {
  const entry = { command: [OURS, "serve"], environment: { A: "b", C: 1 }, enabled: true, type: "local" };
  const configuration = createConfiguration("opencode", JSON.stringify({ mcp: { desk: entry } }));
  assert.deepEqual(listOurServers(configuration).get("desk"), { command: OURS, args: ["serve"], env: { A: "b" } });
  const goose = createConfiguration("goose", `extensions:\n  desk: {cmd: ${OURS}, args: [serve], envs: {A: b}}\n`);
  assert.deepEqual(listOurServers(goose).get("desk"), { command: OURS, args: ["serve"], env: { A: "b" } });
});

Deno.test("a token that Codex takes from the environment is read as a header", () => {
  const text = `[mcp_servers.support-desk]\nurl = "${URL}"\nbearer_token_env_var = "DESK_TOKEN"\n`;
  assert.deepEqual(listOurServers(createConfiguration("codex", text)).get("support-desk"), {
    url: URL,
    headers: { Authorization: "Bearer ${DESK_TOKEN}" },
  });
});

Deno.test("Codex gets the name of a variable for a token, and other headers as they are", () => {
  const add = (text: string, headers: Record<string, string>, name = "support-desk") => {
    const after = addServers(createConfiguration("codex", text), new Map([[name, { url: URL, headers }]]));
    const { mcp_servers } = parseToml(after) as { mcp_servers: Record<string, unknown> };
    return { after, entry: JSON.parse(JSON.stringify(mcp_servers[name])) };
  };
  const first = add("", { authorization: "bearer  secret", "X-Team": "west" }, "2nd-support-desk");
  assert.deepEqual(first.entry, {
    url: URL,
    bearer_token_env_var: "_2ND_SUPPORT_DESK_TOKEN",
    http_headers: { "X-Team": "west" },
  });
  assert.deepEqual(add("", { Authorization: "Bearer ${MINE}" }).entry, { url: URL, bearer_token_env_var: "MINE" });
  const basic = { Authorization: "Basic c2VjcmV0" };
  assert.deepEqual(add("", basic).entry, { url: URL, http_headers: basic });
  const own = `[mcp_servers.support-desk]\nurl = "${URL}"\nbearer_token_env_var = "MINE"\n`;
  assert.deepEqual(add(own, headers), { after: own, entry: { url: URL, bearer_token_env_var: "MINE" } });
  const old = `[mcp_servers.support-desk]\nurl = "${URL}"\nhttp_headers = { "Authorization" = "Bearer secret" }\n`;
  const { after, entry } = add(old, headers);
  assert.deepEqual(entry, { url: URL, bearer_token_env_var: "SUPPORT_DESK_TOKEN", http_headers: {} });
  assert.doesNotMatch(after, /secret/);
});

Deno.test("another server of the name is described without its secrets, and replaced only on request", () => {
  for (
    const [entry, there] of [
      [
        { url: "https://me:secret@x.example/a?key=secret#secret", headers: { "X-Key": "secret", B: "secret" } },
        "it is reached at https://x.example/a, with X-Key, B",
      ],
      [{ url: "secret" }, "it is reached at an invalid URL"],
      [{ command: "/opt/other", args: ["--key", "secret"] }, "it starts /opt/other"],
      [{ note: "secret" }, "it names no program and no URL"],
    ] as const
  ) {
    const text = JSON.stringify({ mcpServers: { "support-desk": entry, git: { command: "git" } } });
    const add = (mayReplace?: (there: string) => boolean) => {
      const servers = new Map([["support-desk", { command: OURS, args: ["serve"] }]]);
      return addServers(createConfiguration("cursor", text), servers, mayReplace);
    };
    for (const mayReplace of [undefined, () => false]) {
      assert.throws(() => add(mayReplace), (error) => {
        return error instanceof NameTakenError && error.there === there && !error.message.includes("secret");
      });
    }
    assert.deepEqual(JSON.parse(add((shown) => shown === there)), {
      mcpServers: { git: { command: "git" }, "support-desk": { command: OURS, args: ["serve"] } },
    });
  }
});

Deno.test("a variable with a token for Codex does not follow to another origin", () => {
  const text = `[mcp_servers.support-desk]\nurl = "${URL}"\nbearer_token_env_var = "DESK_TOKEN"\n`;
  const install = (url: string) =>
    addServers(createConfiguration("codex", text), new Map([["support-desk", { url, headers: {} }]]), () => true);
  assert.match(install("https://desk.example.com/v2/mcp"), /DESK_TOKEN/);
  assert.doesNotMatch(install("https://evil.example/mcp"), /DESK_TOKEN/);
});

Deno.test("an entry changes from a program to a URL without leftovers", () => {
  const text = JSON.stringify({ mcpServers: { "support-desk": { command: OURS, args: ["serve"], env: { A: "b" } } } });
  const after = addServers(createConfiguration("cursor", text), new Map([["support-desk", { url: URL, headers: {} }]]));
  assert.deepEqual(JSON.parse(after), { mcpServers: { "support-desk": { url: URL } } });
});

Deno.test("a host without servers over HTTP is named, and other people's URLs stay", () => {
  assert.throws(() => installOne("claude-desktop", { url: URL, headers }), (error) => {
    return error instanceof InstallError && /^--url does not work with Claude Desktop: /.test(error.message);
  });
  const text = JSON.stringify({ mcpServers: { jira: { url: URL }, tickets: { type: "http", url: URL } } });
  assert.deepEqual(removeOurServers(createConfiguration("cursor", text)), { text, names: [] });
  assert.throws(
    () => addServers(createConfiguration("cursor", text), new Map([["tickets", { command: OURS, args: ["serve"] }]])),
    /another server named tickets: it is reached at https:\/\/desk\.example\.com\/mcp\. To replace it/,
  );
});

Deno.test("another authorization replaces the variable of Codex that named the token", () => {
  const { text } = installOne("codex", { url: URL, headers });
  const basic = { url: URL, headers: { authorization: "Basic secret" } };
  const after = addServers(createConfiguration("codex", text), new Map([["support-desk", basic]]));
  assert.deepEqual(listOurServers(createConfiguration("codex", after)).get("support-desk"), basic);
  assert.doesNotMatch(after, /bearer_token_env_var/);
});
