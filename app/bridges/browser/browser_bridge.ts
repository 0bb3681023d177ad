/** A browser as the place of the desk. */

import { type Signal, signal } from "@preact/signals";
import {
  type Answer,
  type Bridge,
  BridgeError,
  type BridgeOptions,
  type Call,
  type DisplayMode,
  type OnProgress,
  type Question,
  type ResourceText,
  type Surroundings,
} from "../bridge.ts";
import { ApprovalKeys } from "../approval_keys.ts";
import { readResult, type ToolResult } from "../read_result.ts";
import { ChangeStream } from "./change_stream.ts";
import { takeFirst } from "./first_requests.ts";
import { HttpClient } from "./http_client.ts";
import { saveFile } from "./save_file.ts";

export interface BrowserBridgeOptions extends BridgeOptions {
  /** The URL of MCP. */
  url: string | URL;
  getToken(): string | null;
  renew(): Promise<boolean>;
  /** The server refuses the token, and there is no other. */
  onSignedOut(error: BridgeError): void;
  version: string;
}

/** The result of a tool, or the server's questions before it (MCP 2026-07-28, basic/patterns/mrtr). */
interface CallResult extends ToolResult {
  resultType?: string;
  inputRequests?: Record<string, { method: string; params: Question }>;
  requestState?: string;
}

/** Connects a page to the server that sent it. */
export class BrowserBridge implements Bridge {
  readonly can = { live: true, message: false, storage: true, saveFile: true, displayModes: [] };
  readonly context: Signal<Surroundings>;
  readonly #client: HttpClient;
  readonly #changes: ChangeStream;
  readonly #keys = new ApprovalKeys();

  constructor(private readonly options: BrowserBridgeOptions) {
    this.context = signal(readSurroundings());
    this.#client = new HttpClient(options);
    this.#changes = new ChangeStream({
      client: this.#client,
      onConnection: (isConnected, error) => isConnected ? this.#setOnline(true) : this.#fail(error),
      isHidden: () => document.hidden,
    });
    this.#watch();
  }

  async call<Result = Record<string, unknown>>(
    tool: string,
    input: Record<string, unknown> = {},
    onProgress?: OnProgress,
  ): Promise<Result> {
    const params = { name: tool, arguments: this.#keys.addTo(tool, input) };
    let result = await this.#request<CallResult>("tools/call", params, onProgress);
    while (result.resultType === "input_required") {
      const inputResponses = await this.#ask(result.inputRequests ?? {}, { tool, input });
      const { requestState } = result;
      const again = { ...params, inputResponses, ...requestState && { requestState } };
      result = await this.#request("tools/call", again, onProgress);
    }
    this.#keys.collect(result);
    return readResult<Result>(result);
  }

  async listTools(): Promise<readonly string[]> {
    const { tools } = await this.#request<{ tools: { name: string }[] }>("tools/list", {});
    return tools.map(({ name }) => name);
  }

  async read(uri: string): Promise<ResourceText> {
    const { contents } = await this.#request<{ contents: { mimeType?: string; text?: string; blob?: string }[] }>(
      "resources/read",
      { uri },
    );
    const { mimeType = "text/plain", text, blob } = contents[0] ?? {};
    return { mimeType, text: text ?? blob ?? "", isBinary: blob !== undefined };
  }

  follow(uris: readonly string[], listener: () => void): () => void {
    return this.#changes.follow(uris, listener);
  }

  saveFile(file: { name: string; content: ResourceText }): Promise<void> {
    saveFile(file);
    return Promise.resolve();
  }

  openLink(url: string): void {
    globalThis.open(url, "_blank", "noopener,noreferrer");
  }

  setDisplayMode(_mode: DisplayMode): Promise<void> {
    return Promise.resolve(); // a page always has the whole window
  }

  sendMessage(_text: string): Promise<void> {
    return Promise.reject(new BridgeError("failed", "A browser has no conversation."));
  }

  /** Connects again, with the token of now. */
  reconnect(): void {
    this.#changes.update();
  }

  async #request<Result>(method: string, params: Record<string, unknown>, onProgress?: OnProgress): Promise<Result> {
    try {
      const first = await takeFirst<Result>(method, params);
      const result = first ?? await this.#client.request<Result>(method, params, onProgress);
      this.#setOnline(true);
      return result;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** A server that refuses is there. */
  #fail(error: unknown): void {
    this.#setOnline(error instanceof BridgeError && error.failure !== "offline");
    if (error instanceof BridgeError && error.failure === "token") this.options.onSignedOut(error);
  }

  async #ask(requests: NonNullable<CallResult["inputRequests"]>, call: Call): Promise<Record<string, Answer>> {
    const answers: Record<string, Answer> = {};
    for (const [key, { method, params }] of Object.entries(requests)) {
      if (method !== "elicitation/create") throw new BridgeError("failed", `The server asks for ${method}.`);
      answers[key] = await this.options.ask(params, call);
    }
    return answers;
  }

  #setOnline(online: boolean): void {
    if (this.context.value.online !== online) this.context.value = { ...this.context.value, online };
  }

  #watch(): void {
    const update = () => this.context.value = { ...readSurroundings(), online: this.context.value.online };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
    addEventListener("languagechange", update);
    addEventListener("offline", () => {
      this.#setOnline(false);
      // A response that was sent before would say that all is well. A server on this machine may indeed be reached.
      this.#changes.update();
    });
    addEventListener("online", () => this.#changes.update());
    document.addEventListener("visibilitychange", () => this.#changes.update());
  }
}

function readSurroundings(): Surroundings {
  return {
    theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    locale: navigator.language,
    displayMode: "fullscreen",
    online: true,
  };
}
