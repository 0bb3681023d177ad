/** A host in a real browser, around our page and our server. */

import type { CallToolResult, Client } from "@modelcontextprotocol/client";
import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps/app-bridge";
import type { BrowserContextOptions, FrameLocator, Page } from "playwright-core";
import { memoize } from "../../../base/values/memoize.ts";
import { deskServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { connect, type ConnectOptions, WITH_APPS } from "../../server/connect.ts";
import { openPage } from "../browser/chromium.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import type { HostRecord, HostSettings } from "./host_settings.ts";

export interface HostPageOptions extends Pick<ConnectOptions, "definition" | "desk" | "user" | "readOnly"> {
  /** The tool that the model called. */
  tool: string;
  input?: Record<string, unknown>;
  /** Is called before the tool. */
  prepare?: (client: Client) => Promise<unknown>;
  context?: McpUiHostContext;
  /** More tokens for the sandbox of the frame. */
  sandbox?: string;
  /** The host shows the page and never answers it. */
  isSilent?: boolean;
  /** The host does not read this resource for the page. */
  refuses?: string;
  /** The host's policy admits no script that the page adds. */
  runsFirstScriptOnly?: boolean;
  /** The test moves the clock of the page. */
  hasClock?: boolean;
  browser?: BrowserContextOptions;
}

export interface HostPage extends AsyncDisposable {
  page: Page;
  app: FrameLocator;
  client: Client;
  desk: Desk;
  problems: string[];
  readRecord(): Promise<HostRecord>;
}

const PAGE_URI = "ui://support-mcp/desk.html";

/** The policy that the extension prescribes for a page that asks for nothing. */
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; media-src 'self' data:; connect-src 'none'; base-uri 'self'; form-action 'none'";

const STYLE = `body { margin: 0; padding: 24px; font: 15px/1.5 system-ui; background: #fff; color: #222 }
  body.dark { background: #1b1b1d; color: #ddd }
  #app { max-width: 680px; margin: 12px 0; border: 1px solid #8884; border-radius: 12px; overflow: hidden }
  iframe { display: block; width: 100%; height: 120px; border: 0 }
  iframe.full { position: fixed; inset: 0; width: 100vw; height: 100vh !important }`;

/** Opens the page of a host whose model has called a tool. */
export async function openHostPage(options: HostPageOptions): Promise<HostPage> {
  const { tool, input = {}, context = {}, sandbox = "", isSilent = false, prepare } = options;
  const desk = options.desk ?? await openExampleDesk();
  const { definition = deskServer, user = "Ana Marques", readOnly = false } = options;
  const connected = await connect({ definition, desk, user, readOnly, client: { capabilities: WITH_APPS } });
  const { client } = connected;
  await prepare?.(client);
  const result = await client.callTool({ name: tool, arguments: input });
  const opened = await openPage("about:blank", { viewport: { width: 760, height: 640 }, ...options.browser });
  const { page, problems } = opened;
  if (options.hasClock) await page.clock.install();
  await page.setContent(`<!doctype html><html lang="en"><title>Host</title><style>${STYLE}</style>
    <body class="${context.theme ?? "light"}"><div id="said">${describe(tool)}</div><div id="app"></div></html>`);
  await page.exposeFunction("callTool", (params: { name: string }) => client.callTool(params));
  await page.exposeFunction("readResource", (params: { uri: string }) => {
    if (params.uri === options.refuses) throw new Error("This host does not read that.");
    return client.readResource(params);
  });
  await page.addScriptTag({ content: `(() => {${await bundleHost()}})()` });
  const settings: HostSettings = {
    ...{
      input,
      isSilent,
      sandbox: `allow-scripts ${sandbox}`.trim(),
      html: await readApp(client, options.runsFirstScriptOnly),
    },
    result: result as CallToolResult,
    context: { ...createContext(tool), ...context },
  };
  await page.evaluate(`globalThis.startHost(${JSON.stringify(settings)})`);
  return {
    ...{ page, client, desk, problems, app: page.frameLocator("iframe") },
    readRecord: () => page.evaluate<HostRecord>("globalThis.hostRecord"),
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await connected[Symbol.asyncDispose]();
      if (options.desk === undefined) await desk.close();
    },
  };
}

function createContext(tool: string): McpUiHostContext {
  return {
    ...{ theme: "light", locale: "en-GB", timeZone: "Europe/Berlin", displayMode: "inline" },
    availableDisplayModes: ["inline", "fullscreen"],
    containerDimensions: { maxWidth: 680, maxHeight: 4_000 },
    toolInfo: { tool: { name: tool, inputSchema: { type: "object" } } },
  };
}

function describe(tool: string): string {
  return `The assistant called <code>${tool}</code>.`;
}

async function readApp(client: Client, hasNonce = false): Promise<string> {
  const { contents } = await client.readResource({ uri: PAGE_URI });
  const { text } = contents[0] as { text: string };
  const html = hasNonce ? text.replace('<script type="module">', '<script type="module" nonce="first">') : text;
  const policy = hasNonce ? POLICY.replace("script-src 'self' 'unsafe-inline'", "script-src 'nonce-first'") : POLICY;
  return html.replace("<meta charset", `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta charset`);
}

const bundleHost = memoize(async (): Promise<string> => {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "tests/app/host/host_script.ts"],
    cwd: new URL("../../../", import.meta.url),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
});
