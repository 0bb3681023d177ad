/** The page of a host, with the bridge of the MCP Apps SDK. Runs in a browser. */

import { AppBridge, type McpUiHostContext, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";
import type {
  CallToolRequest,
  CallToolResult,
  ReadResourceRequest,
  ReadResourceResult,
} from "@modelcontextprotocol/client";

import type { HostRecord, HostSettings } from "./host_settings.ts";

declare global {
  var callTool: (params: CallToolRequest["params"]) => Promise<CallToolResult>;
  var readResource: (params: ReadResourceRequest["params"]) => Promise<ReadResourceResult>;
  var startHost: (settings: HostSettings) => Promise<void>;
  var setHostContext: (context: McpUiHostContext) => void;
  var removeApp: () => Promise<unknown>;
  var hostRecord: HostRecord;
}

globalThis.hostRecord = { heights: [], messages: [], modelContexts: [], modes: [] };

globalThis.startHost = async ({ html, sandbox, context, input, result, isSilent }) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", sandbox);
  frame.title = "Support desk";
  document.getElementById("app")!.append(frame);
  if (!isSilent) await createBridge(frame, context, input, result);
  frame.srcdoc = html;
};

async function createBridge(
  frame: HTMLIFrameElement,
  context: McpUiHostContext,
  input: Record<string, unknown>,
  result: CallToolResult | null,
): Promise<void> {
  const abilities = {
    ...{ openLinks: {}, serverTools: {}, serverResources: {} },
    ...{ message: { text: {} }, updateModelContext: { text: {} } },
  };
  const bridge = new AppBridge(null, { name: "test-host", version: "1.0.0" }, abilities, { hostContext: context });
  bridge.oncalltool = (params) => globalThis.callTool(params);
  bridge.onreadresource = (params) => globalThis.readResource(params);
  bridge.onmessage = (params) => Promise.resolve(globalThis.hostRecord.messages.push(params)).then(() => ({}));
  bridge.onupdatemodelcontext = (params) =>
    Promise.resolve(globalThis.hostRecord.modelContexts.push(params)).then(() => ({}));
  bridge.onrequestdisplaymode = ({ mode }) => {
    globalThis.hostRecord.modes.push(mode);
    frame.classList.toggle("full", mode === "fullscreen");
    bridge.setHostContext({ ...context, displayMode: mode });
    return Promise.resolve({ mode });
  };
  bridge.onsizechange = ({ height }) => {
    globalThis.hostRecord.heights.push(height);
    frame.style.height = `${height}px`;
  };
  bridge.oninitialized = async () => {
    await bridge.sendToolInput({ arguments: input });
    if (result !== null) await bridge.sendToolResult(result);
  };
  globalThis.setHostContext = (changes) => bridge.setHostContext({ ...context, ...changes });
  globalThis.removeApp = () => bridge.teardownResource({});
  await bridge.connect(new PostMessageTransport(frame.contentWindow!, frame.contentWindow!));
}
