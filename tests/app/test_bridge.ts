/** A bridge to a real server, for tests of the desk's state. Tests can come between it and the server. */

import { signal } from "@preact/signals";
import {
  type Answer,
  type Bridge,
  type OnProgress,
  type Question,
  type ResourceText,
  type Surroundings,
} from "../../app/bridges/bridge.ts";
import { readResult, type ToolResult } from "../../app/bridges/read_result.ts";
import { HttpClient } from "../../app/bridges/browser/http_client.ts";
import { deskServer } from "../../server/mod.ts";
import type { Desk as Store } from "../../store/mod.ts";
import { startServer, type TestServer, type TestServerOptions } from "../server/transports/http/start_server.ts";
import { openExampleDesk } from "./example/open_example_desk.ts";

type Call = (tool: string, input: Record<string, unknown>) => Promise<unknown>;

interface CallResult extends ToolResult {
  resultType?: string;
  inputRequests?: Record<string, { params: Question }>;
  requestState?: string;
}

const SURROUNDINGS: Surroundings = {
  theme: "light",
  locale: "en-GB",
  displayMode: "fullscreen",
  online: true,
};

export class TestBridge implements Bridge, AsyncDisposable {
  readonly can = { live: true, message: false, storage: true, saveFile: true, displayModes: [] };
  readonly context = signal(SURROUNDINGS);
  /** The names of the tools that were called. */
  readonly calls: string[] = [];
  /** Answers a question of the server to the person. */
  answer: (question: Question) => Answer = () => ({ action: "accept", content: { decision: "yes" } });
  /** Comes between the desk and the server. */
  intercept: (tool: string, input: Record<string, unknown>, call: Call) => Promise<unknown> = (tool, input, call) =>
    call(tool, input);
  readonly #client: HttpClient;
  readonly #listeners = new Set<() => void>();

  private constructor(readonly server: TestServer, readonly store: Store) {
    this.#client = new HttpClient({ url: server.url, version: "0", getToken: () => null });
  }

  /** Opens the example desk behind a real server. */
  static async open(options: TestServerOptions = {}): Promise<TestBridge> {
    const desk = await openExampleDesk();
    return new TestBridge(await startServer({ definition: deskServer, desk, ...options }), desk);
  }

  async call<Result>(
    tool: string,
    input: Record<string, unknown> = {},
    onProgress?: OnProgress,
  ): Promise<Result> {
    this.calls.push(tool);
    return await this.intercept(tool, input, (tool, input) => this.#call(tool, input, onProgress)) as Result;
  }

  async listTools(): Promise<string[]> {
    const { tools } = await this.#client.request<{ tools: { name: string }[] }>("tools/list");
    return tools.map(({ name }) => name);
  }

  async read(uri: string): Promise<ResourceText> {
    const { contents } = await this.#client.request<{ contents: { mimeType: string; text?: string; blob?: string }[] }>(
      "resources/read",
      { uri },
    );
    const { mimeType, text, blob } = contents[0]!;
    return { mimeType, text: text ?? blob!, isBinary: blob !== undefined };
  }

  follow(_uris: readonly string[], listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reports a change. */
  announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  saveFile(): Promise<void> {
    return Promise.resolve();
  }

  openLink(): void {}

  setDisplayMode(): Promise<void> {
    return Promise.resolve();
  }

  sendMessage(): Promise<void> {
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    await this.store.close();
  }

  async #call(tool: string, input: Record<string, unknown>, onProgress?: OnProgress): Promise<unknown> {
    const params = { name: tool, arguments: input };
    let result = await this.#client.request<CallResult>("tools/call", params, onProgress);
    while (result.resultType === "input_required") {
      const { inputRequests = {}, requestState } = result;
      const answers = Object.entries(inputRequests).map(([key, { params }]) => [key, this.answer(params)]);
      const more = { inputResponses: Object.fromEntries(answers), requestState };
      result = await this.#client.request<CallResult>("tools/call", { ...params, ...more }, onProgress);
    }
    return readResult(result);
  }
}
