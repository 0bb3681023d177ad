/** The page of a host, with the bridge of the MCP Apps SDK. Runs in a browser. */

import { AppBridge, type McpUiHostContext, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";
import type {
  CallToolRequest,
  CallToolResult,
  ReadResourceRequest,
  ReadResourceResult,
} from "@modelcontextprotocol/client";

export interface HostSettings {
  html: string;
  /** The tokens of the frame's attribute `sandbox`. */
  sandbox: string;
  context: McpUiHostContext;
  input: Record<string, unknown>;
  result: CallToolResult | null;
  /** The host shows the frame and says nothing. */
  isSilent: boolean;
}

/** What the page sent to the host. */
export interface HostRecord {
  heights: (number | undefined)[];
  messages: unknown[];
  modelContexts: unknown[];
  modes: string[];
}

declare global {
  interface Window {
    callTool(params: CallToolRequest["params"]): Promise<CallToolResult>;
    readResource(params: ReadResourceRequest["params"]): Promise<ReadResourceResult>;
    startHost(settings: HostSettings): Promise<void>;
    setHostContext(context: McpUiHostContext): void;
    removeApp(): Promise<unknown>;
    hostRecord: HostRecord;
  }
}

window.hostRecord = { heights: [], messages: [], modelContexts: [], modes: [] };

window.startHost = async ({ html, sandbox, context, input, result, isSilent }) => {
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
  bridge.oncalltool = (params) => window.callTool(params);
  bridge.onreadresource = (params) => window.readResource(params);
  bridge.onmessage = (params) => Promise.resolve(window.hostRecord.messages.push(params)).then(() => ({}));
  bridge.onupdatemodelcontext = (params) =>
    Promise.resolve(window.hostRecord.modelContexts.push(params)).then(() => ({}));
  bridge.onrequestdisplaymode = ({ mode }) => {
    window.hostRecord.modes.push(mode);
    frame.classList.toggle("full", mode === "fullscreen");
    bridge.setHostContext({ ...context, displayMode: mode });
    return Promise.resolve({ mode });
  };
  bridge.onsizechange = ({ height }) => {
    window.hostRecord.heights.push(height);
    frame.style.height = `${height}px`;
  };
  bridge.oninitialized = async () => {
    await bridge.sendToolInput({ arguments: input });
    if (result !== null) await bridge.sendToolResult(result);
  };
  window.setHostContext = (changes) => bridge.setHostContext({ ...context, ...changes });
  window.removeApp = () => bridge.teardownResource({});
  await bridge.connect(new PostMessageTransport(frame.contentWindow!, frame.contentWindow!));
}
