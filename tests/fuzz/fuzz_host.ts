/** A host that sends anything, and looks at every byte that comes back. */

import assert from "node:assert/strict";
import { serveOnStdio } from "../../server/transports/stdio/mod.ts";
import type { Desk } from "../../store/mod.ts";
import { openDemoDesk } from "../server/connect.ts";
import { Input } from "../server/transports/stdio/pipe.ts";

/** A message of the server. */
export interface Message {
  jsonrpc: "2.0";
  id?: string | number | null;
  method?: string;
  result?: { isError?: boolean; content?: { type: string; text?: string }[]; [member: string]: unknown };
  error?: { code: number; message: string };
}

/** The JSON-RPC code of a fault of the server's own. */
const INTERNAL_ERROR = -32603;

/** Words of a program's insides, which no user should ever read. */
const INSIDES =
  /TypeError|RangeError|ReferenceError|SyntaxError|is not a function|Cannot read propert|\[object |\bat (?:async )?\w+ \(|file:\/\/\/|ZodError|invalid_type/i;

/** The whole desk on standard input and output, after the handshake. */
export class FuzzHost implements AsyncDisposable {
  /** The messages that came since they were taken. */
  readonly #messages: Message[] = [];
  readonly #input = new Input();
  #rest = "";
  #change: PromiseWithResolvers<void> = Promise.withResolvers();
  #served: { done: Promise<unknown> } | undefined;
  #lastId = 1_000_000;

  private constructor(readonly desk: Desk) {}

  static async start(capabilities: Record<string, unknown> = {}): Promise<FuzzHost> {
    const host = new FuzzHost(await openDemoDesk());
    const desk = Promise.resolve(host.desk);
    host.#served = await serveOnStdio({ server: "desk", version: "0.0.0", desk }, host.#input, host);
    const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "fuzz", version: "1" } };
    await host.request("initialize", params);
    host.send(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));
    return host;
  }

  /** Sends a line unchanged. */
  send(line: string): void {
    this.#input.write(`${line}\n`);
  }

  /** Sends a request, and waits for its response. */
  async request(method: string, params: unknown): Promise<Message> {
    const id = ++this.#lastId;
    this.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return await this.#waitFor((message) => message.id === id);
  }

  /** Calls a tool, and checks the result as a user would read it. */
  async call(name: string, args: unknown): Promise<Message> {
    const response = await this.request("tools/call", { name, arguments: args });
    assertReadable(response);
    return response;
  }

  /** Takes the messages that came since the last time. */
  take(): Message[] {
    return this.#messages.splice(0);
  }

  /** Receives the server's output. */
  write(bytes: Uint8Array): Promise<number> {
    const lines = (this.#rest + new TextDecoder().decode(bytes)).split("\n");
    this.#rest = lines.pop()!;
    this.#messages.push(...lines.map((line) => JSON.parse(line)));
    this.#change.resolve();
    this.#change = Promise.withResolvers();
    return Promise.resolve(bytes.length);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#input.close();
    await this.#served?.done;
    await this.desk.close();
  }

  async #waitFor(isWanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const index = this.#messages.findIndex(isWanted);
      if (index !== -1) return this.#messages.splice(index, 1)[0]!;
      await this.#change.promise;
    }
  }
}

/** Asserts that a message is one that a user could read: no fault of the server's own, and no words of its insides. */
export function assertReadable(message: Message): void {
  const { result, error } = message;
  if (error !== undefined) {
    assert.notEqual(error.code, INTERNAL_ERROR, error.message);
    assert.doesNotMatch(error.message, INSIDES);
  }
  if (result?.isError !== true) return;
  const text = result.content?.map(({ text = "" }) => text).join("\n") ?? "";
  assert.notEqual(text.trim(), "");
  assert.doesNotMatch(text, INSIDES);
}
