import assert from "node:assert/strict";
import { BridgeError, ToolError } from "../../../../app/bridges/bridge.ts";
import { HostBridge, type HostBridgeOptions } from "../../../../app/bridges/host/mod.ts";
import { FakeHost } from "./fake_host.ts";

/** A page that tests show and hide. */
class FakePage {
  isShown = true;
  #listener = () => {};
  isVisible = () => this.isShown;
  onChange = (listener: () => void) => void (this.#listener = listener);
  show(isShown: boolean): void {
    this.isShown = isShown;
    this.#listener();
  }
}

function createBridge(host: FakeHost, options: Partial<HostBridgeOptions> = {}): HostBridge {
  return new HostBridge({ port: host.port, visibility: new FakePage(), version: "1.2.3", ...options });
}

const FULL = {
  protocolVersion: "2026-01-26",
  hostInfo: { name: "host", version: "1" },
  hostCapabilities: { message: { text: {} }, updateModelContext: { text: {} } },
  hostContext: {
    theme: "dark",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
    displayMode: "inline",
    availableDisplayModes: ["inline", "fullscreen", "hologram"],
    containerDimensions: { maxWidth: 700, maxHeight: 6_000 },
    toolInfo: { tool: { name: "mcp__desk__get_ticket", inputSchema: { type: "object" } } },
  },
};

Deno.test("HostBridge shakes hands, and says so only afterwards", async () => {
  using host = new FakeHost(FULL);
  const bridge = createBridge(host);
  await bridge.connect();
  const { params } = await host.waitFor("ui/initialize");
  assert.deepEqual(params, {
    protocolVersion: "2026-01-26",
    appInfo: { name: "support-mcp desk", version: "1.2.3" },
    appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
  });
  await host.waitFor("ui/notifications/initialized");
  assert.deepEqual(bridge.can, {
    ...{ live: false, message: true, storage: false, saveFile: false },
    displayModes: ["inline", "fullscreen"],
  });
  assert.deepEqual(bridge.context.value, {
    ...{ theme: "dark", locale: "de-DE", displayMode: "inline", online: true },
    maxHeight: 500,
  });
  assert.deepEqual(bridge.opening.value, { tool: "get_ticket" });
});

for (const answer of [{}, { hostContext: { theme: 5, locale: "!", timeZone: "Mars/Base", displayMode: {} } }]) {
  Deno.test(`HostBridge keeps to defaults if a host answers ${JSON.stringify(answer)}`, async () => {
    using host = new FakeHost(answer);
    const bridge = createBridge(host);
    await bridge.connect();
    await host.waitFor("ui/notifications/initialized");
    const { theme, locale, displayMode } = bridge.context.value;
    assert.deepEqual([theme, locale, displayMode], ["light", "en", "inline"]);
    assert.deepEqual(bridge.can.displayModes, []);
    bridge.setModelContext("Nothing is sent");
    await host.settle();
    assert.deepEqual(host.requests.map(({ method }) => method), ["ui/initialize"]);
  });
}

Deno.test("HostBridge gives the call that opened the page", async () => {
  using host = new FakeHost();
  const bridge = createBridge(host);
  await bridge.connect();
  host.notify("ui/notifications/tool-input-partial", { arguments: { query: "sta" } });
  host.notify("ui/notifications/tool-input", { arguments: { query: "status:open" } });
  host.notify("ui/notifications/tool-result", { content: [], structuredContent: { tickets: [], cursor: null } });
  host.notify("ui/notifications/tool-cancelled", { reason: "user action" });
  await host.settle();
  assert.deepEqual(bridge.opening.value, {
    input: { query: "status:open" },
    result: { content: [], structuredContent: { tickets: [], cursor: null } },
    isCancelled: true,
  });
});

Deno.test("HostBridge calls tools through the host", async () => {
  using host = new FakeHost();
  const bridge = createBridge(host);
  await bridge.connect();
  host.results["tools/call"] = () => ({ content: [], structuredContent: { ticket: { id: "42" } } });
  assert.deepEqual(await bridge.call("get_ticket", { ticket_id: "42" }), { ticket: { id: "42" } });
  assert.deepEqual(host.requests.at(-1)!.params, { name: "get_ticket", arguments: { ticket_id: "42" } });
  host.results["tools/call"] = () => ({ content: [{ type: "text", text: "Ticket #7 not found" }], isError: true });
  await assert.rejects(bridge.call("get_ticket"), new ToolError("Ticket #7 not found"));
  host.results["tools/call"] = () => new Error("The server is gone");
  await assert.rejects(bridge.call("get_ticket"), new BridgeError("failed", "The server is gone"));
  assert.equal(bridge.context.value.online, true);
});

Deno.test("HostBridge adds the key of an approval to a decision, and to nothing else", async () => {
  using host = new FakeHost();
  const bridge = createBridge(host);
  await bridge.connect();
  const keys = (entries: Record<string, unknown>) => ({ _meta: { "support-mcp/approval_keys": entries } });
  host.notify("ui/notifications/tool-result", { content: [], ...keys({ A1: "first", A2: 5 }) });
  host.results["tools/call"] = () => ({ content: [], ...keys({ A3: "third" }) });
  await bridge.call("list_approvals");
  for (const [approval_id, key] of [["A1", "first"], ["A2", ""], ["A3", "third"], ["A4", ""]]) {
    await bridge.call("decide_approval", { approval_id, decision: "grant" });
    const { arguments: input } = host.requests.at(-1)!.params as { arguments: unknown };
    assert.deepEqual(input, { approval_id, decision: "grant", key });
  }
  await bridge.call("get_approval", { approval_id: "A1" });
  assert.deepEqual(host.requests.at(-1)!.params, { name: "get_approval", arguments: { approval_id: "A1" } });
});

Deno.test("HostBridge looks for changes after a write and when the page is shown, but not for a hidden page", async () => {
  using host = new FakeHost();
  const page = new FakePage();
  const bridge = createBridge(host, { visibility: page });
  await bridge.connect();
  host.results["tools/call"] = () => ({ content: [] });
  let looks = 0;
  const unfollow = bridge.follow(["ticket://42"], () => looks++);
  await bridge.call("get_ticket");
  assert.equal(looks, 0);
  await bridge.call("update_ticket");
  assert.equal(looks, 1);
  page.show(false);
  await bridge.call("update_ticket");
  assert.equal(looks, 1);
  page.show(true);
  assert.equal(looks, 2);
  unfollow();
  page.show(true);
  assert.equal(looks, 2);
});

Deno.test("HostBridge looks for changes from time to time", async () => {
  using host = new FakeHost();
  const bridge = createBridge(host, { interval: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const unfollow = bridge.follow([], resolve);
  await promise;
  unfollow();
});

Deno.test("HostBridge asks for a height only inline and where the host has not fixed one", async () => {
  const heights = async (hostContext: object, height: number) => {
    using host = new FakeHost({ hostContext });
    const bridge = createBridge(host);
    await bridge.connect();
    bridge.setHeight(height);
    bridge.setHeight(height);
    await host.settle();
    return host.notifications.filter(({ method }) => method === "ui/notifications/size-changed")
      .map(({ params }) => params);
  };
  assert.deepEqual(await heights({}, 120.4), [{ height: 121 }]);
  assert.deepEqual(await heights({ containerDimensions: { maxHeight: 300 } }, 420), [{ height: 300 }]);
  assert.deepEqual(await heights({ containerDimensions: { maxHeight: 9_000 } }, 8_000), [{ height: 500 }]);
  assert.deepEqual(await heights({ containerDimensions: { height: 240 } }, 420), []);
  assert.deepEqual(await heights({ displayMode: "fullscreen" }, 420), []);
});

Deno.test("HostBridge opens links, writes messages, tells the model, and changes its room", async () => {
  using host = new FakeHost(FULL);
  const bridge = createBridge(host);
  await bridge.connect();
  host.results["ui/open-link"] = () => ({});
  host.results["ui/message"] = () => ({});
  host.results["ui/update-model-context"] = () => ({});
  host.results["ui/request-display-mode"] = ({ mode }) => ({ mode });
  bridge.openLink("https://example.com/");
  await bridge.sendMessage("Draft a reply");
  bridge.setModelContext("Ticket #42 is open.");
  await bridge.setDisplayMode("fullscreen");
  assert.equal(bridge.context.value.displayMode, "fullscreen");
  assert.deepEqual(host.requests.slice(1).map(({ method, params }) => [method, params]), [
    ["ui/open-link", { url: "https://example.com/" }],
    ["ui/message", { role: "user", content: [{ type: "text", text: "Draft a reply" }] }],
    ["ui/update-model-context", { content: [{ type: "text", text: "Ticket #42 is open." }] }],
    ["ui/request-display-mode", { mode: "fullscreen" }],
  ]);
  host.results["ui/message"] = () => ({ isError: true });
  await assert.rejects(bridge.sendMessage("?"), BridgeError);
});

Deno.test("HostBridge saves files where the host does that", async () => {
  using host = new FakeHost({ hostCapabilities: { downloadFile: {} } });
  const bridge = createBridge(host);
  await bridge.connect();
  assert.equal(bridge.can.saveFile, true);
  host.results["ui/download-file"] = () => ({});
  const content = { mimeType: "image/png", text: "aGk=", isBinary: true };
  const file = { name: "a.png", uri: "ticket://1/attachments/a.png", content };
  await bridge.saveFile(file);
  assert.deepEqual(host.requests.at(-1)!.params, {
    contents: [{ type: "resource", resource: { uri: file.uri, mimeType: "image/png", blob: "aGk=" } }],
  });
  host.results["ui/download-file"] = () => ({ isError: true });
  await assert.rejects(bridge.saveFile(file), /did not save/);
});

Deno.test("HostBridge follows the host's theme and language", async () => {
  using host = new FakeHost(FULL);
  const styles: unknown[] = [];
  const bridge = createBridge(host, { onStyles: (variables) => styles.push(variables) });
  await bridge.connect();
  const variables = { "--font-sans": "serif" };
  host.notify("ui/notifications/host-context-changed", { theme: "light", locale: "en-GB", styles: { variables } });
  await host.settle();
  const { theme, locale } = bridge.context.value;
  assert.deepEqual([theme, locale], ["light", "en-GB"]);
  assert.deepEqual(styles, [variables]);
});

Deno.test("HostBridge ends its work when the host removes the page", async () => {
  using host = new FakeHost(FULL);
  let ends = 0;
  const bridge = createBridge(host, { onTeardown: () => ends++ });
  await bridge.connect();
  bridge.follow([], () => {}); // its timer must not outlive the page
  assert.deepEqual((await host.ask("ui/resource-teardown")).result, {});
  assert.equal(ends, 1);
});

Deno.test("HostBridge survives other messages, and refuses unknown requests", async () => {
  using host = new FakeHost(FULL);
  const bridge = createBridge(host);
  const others = [null, 5, "{}", [], {}, { jsonrpc: "2.0" }, { jsonrpc: "1.0", method: "ping", id: 1 }];
  for (const message of [...others, { jsonrpc: "2.0", id: 99, result: {} }]) host.send(message);
  await bridge.connect();
  const { error } = await host.ask("ui/launch") as { error: { code: number } };
  assert.equal(error.code, -32601);
});
