/** A host of MCP Apps as the place of the desk (extension `io.modelcontextprotocol/ui`, revision 2026-01-26). */

import { type Signal, signal } from "@preact/signals";
import type { McpUiHostContext, McpUiInitializeResult } from "@modelcontextprotocol/ext-apps";
import { type Abilities, type Bridge, BridgeError, type DisplayMode } from "../bridge.ts";
import type { ResourceText, Surroundings } from "../bridge.ts";
import { ApprovalKeys } from "../approval_keys.ts";
import { readResult, type ToolResult } from "../read_result.ts";
import { Followers, type Visibility } from "./followers.ts";
import { type Opening, readToolName } from "./opening.ts";
import type { Port } from "./port.ts";
import { Rpc } from "./rpc.ts";
import { getCardHeight, isDisplayMode, mergeContext, UNKNOWN } from "./surroundings.ts";

export interface HostBridgeOptions {
  port: Port;
  visibility: Visibility;
  version: string;
  /** Gets the style variables of the host. */
  onStyles?: (variables: Readonly<Record<string, string | undefined>>) => void;
  /** Called when the host removes the page. */
  onTeardown?: () => void;
  /** In milliseconds, between checks for changes (default: 20 seconds). */
  interval?: number;
}

const REVISION = "2026-01-26";

/** In milliseconds. A write may ask a person first, in a form of the host. */
const TIMEOUTS = { handshake: 60_000, read: 40_000, write: 660_000 };

const INTERVAL = 20_000;
/** A draft changes nothing that the page shows. */
const DRAFT = "save_draft";
const READS = /^(?:search|get|list|find|ticket|open)_/;

/** Connects a page to the host around it. */
export class HostBridge implements Bridge {
  readonly context: Signal<Surroundings> = signal(UNKNOWN);
  readonly opening: Signal<Opening> = signal({});
  can: Abilities = { live: false, message: false, storage: false, saveFile: false, displayModes: [] };
  readonly #rpc: Rpc;
  readonly #followers: Followers;
  readonly #keys = new ApprovalKeys();
  #hostContext: McpUiHostContext = {};
  #takesContext = false;
  #height = 0;

  constructor(private readonly options: HostBridgeOptions) {
    this.#followers = new Followers(options.visibility, options.interval ?? INTERVAL);
    this.#rpc = new Rpc(options.port, {
      answer: (method) => this.#answer(method),
      notice: (method, params) => this.#handleNotice(method, params),
    });
  }

  /**
   * Shakes hands. Some hosts keep the page hidden until then, so nothing else may come before.
   *
   * @throws {BridgeError} If the host does not answer.
   */
  async connect(): Promise<void> {
    const { hostCapabilities = {}, hostContext = {} } = await this.#rpc.request<Partial<McpUiInitializeResult>>(
      "ui/initialize",
      {
        protocolVersion: REVISION,
        appInfo: { name: "support-mcp desk", version: this.options.version },
        appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
      },
      TIMEOUTS.handshake,
    );
    const { availableDisplayModes: modes } = hostContext;
    this.can = {
      ...this.can,
      message: hostCapabilities.message !== undefined,
      saveFile: hostCapabilities.downloadFile !== undefined,
      displayModes: Array.isArray(modes) ? modes.filter(isDisplayMode) : [],
    };
    this.#takesContext = hostCapabilities.updateModelContext !== undefined;
    this.#setContext(hostContext);
    this.#rpc.notify("ui/notifications/initialized");
  }

  async call<Result = Record<string, unknown>>(tool: string, input: Record<string, unknown> = {}): Promise<Result> {
    const isRead = READS.test(tool);
    const params = { name: tool, arguments: this.#keys.addTo(tool, input) };
    const result = await this.#request<ToolResult>("tools/call", params, isRead ? TIMEOUTS.read : TIMEOUTS.write);
    this.#keys.collect(result);
    if (!isRead && tool !== DRAFT) queueMicrotask(() => this.#followers.notify());
    return readResult<Result>(result);
  }

  /** Hosts do not tell. */
  listTools(): Promise<null> {
    return Promise.resolve(null);
  }

  async read(uri: string): Promise<ResourceText> {
    const { contents } = await this.#request<{ contents: { mimeType?: string; text?: string; blob?: string }[] }>(
      "resources/read",
      { uri },
      TIMEOUTS.read,
    );
    const { mimeType = "text/plain", text, blob } = contents[0] ?? {};
    return { mimeType, text: text ?? blob ?? "", isBinary: blob !== undefined };
  }

  /** A host reports no changes: every follower looks again, whatever it follows. */
  follow(_uris: readonly string[], listener: () => void): () => void {
    return this.#followers.add(listener);
  }

  async saveFile(
    { uri, content: { mimeType, text, isBinary } }: { uri: string; content: ResourceText },
  ): Promise<void> {
    const contents = [{
      type: "resource",
      resource: { uri, mimeType, ...isBinary ? { blob: text } : { text } },
    }];
    const { isError } = await this.#request<{ isError?: boolean }>("ui/download-file", { contents }, TIMEOUTS.write);
    if (isError) throw new BridgeError("failed", "The host did not save the file.");
  }

  openLink(url: string): void {
    this.#rpc.request("ui/open-link", { url }, TIMEOUTS.read).catch(() => {}); // the host tells the person
  }

  async setDisplayMode(mode: DisplayMode): Promise<void> {
    const result = await this.#request<{ mode?: unknown }>("ui/request-display-mode", { mode }, TIMEOUTS.read);
    if (isDisplayMode(result.mode)) this.#setContext({ displayMode: result.mode });
  }

  async sendMessage(text: string): Promise<void> {
    const params = { role: "user", content: [{ type: "text", text }] };
    const { isError } = await this.#request<{ isError?: boolean }>("ui/message", params, TIMEOUTS.read);
    if (isError) throw new BridgeError("failed", "The host did not take the message.");
  }

  /** Tells the model what the person does, where the host passes it on. It must contain no words from outside. */
  setModelContext(text: string): void {
    if (!this.#takesContext) return;
    const params = { content: [{ type: "text", text }] };
    this.#rpc.request("ui/update-model-context", params, TIMEOUTS.read).catch(() => {}); // it is only a hint
  }

  /** Reports the height of a card. Does nothing if the host has fixed the height. */
  setHeight(height: number): void {
    const wanted = getCardHeight(this.#hostContext, height);
    if (wanted === undefined || wanted === this.#height) return;
    this.#height = wanted;
    this.#rpc.notify("ui/notifications/size-changed", { height: wanted });
  }

  async #request<Result>(method: string, params: object, timeout: number): Promise<Result> {
    try {
      const result = await this.#rpc.request<Result>(method, params, timeout);
      this.#setOnline(true);
      return result;
    } catch (error) {
      this.#setOnline((error as BridgeError).failure !== "offline");
      throw error;
    }
  }

  #answer(method: string): object | undefined {
    if (method === "ping") return {};
    if (method !== "ui/resource-teardown") return undefined;
    this.#followers.stop();
    this.options.onTeardown?.();
    return {};
  }

  #handleNotice(method: string, params: Record<string, unknown>): void {
    switch (method) {
      case "ui/notifications/tool-input":
        return this.#open({ input: (params.arguments ?? {}) as Record<string, unknown> });
      case "ui/notifications/tool-result":
        this.#keys.collect(params);
        return this.#open({ result: params });
      case "ui/notifications/tool-cancelled":
        return this.#open({ isCancelled: true });
      case "ui/notifications/host-context-changed":
        return this.#setContext(params);
    }
  }

  #open(news: Opening): void {
    this.opening.value = { ...this.opening.value, ...news };
  }

  #setContext(context: McpUiHostContext): void {
    this.#hostContext = { ...this.#hostContext, ...context };
    this.context.value = mergeContext(this.context.value, context);
    const tool = readToolName(context);
    if (tool !== undefined) this.#open({ tool });
    const variables = context.styles?.variables;
    if (variables !== undefined) this.options.onStyles?.(variables);
  }

  #setOnline(online: boolean): void {
    if (this.context.value.online !== online) this.context.value = { ...this.context.value, online };
  }
}
