/** One of several processes that serve one desk over HTTP. */

import assert from "node:assert/strict";
import { type Answered, statelessRequest } from "../server/http/posting.ts";
import { ACCESS_TOKEN } from "../store/kv/denokv.ts";
import { type Running, start } from "./program.ts";

/** What all replicas sign with. */
const STATE_KEY = "one-key-that-all-the-replicas-share";

/** As the log has it, once it listens. */
const MCP_URL = /http:[^" ]+\/mcp/;

/** What a tool answered. */
export interface ToolAnswer {
  // deno-lint-ignore no-explicit-any -- tests look into results without a schema
  result: any;
  // deno-lint-ignore no-explicit-any -- and into errors
  error: any;
}

/** A `serve --http` of our program on a KV Connect server, and a client of it. */
export class Replica implements AsyncDisposable {
  private constructor(private readonly process: Running, readonly url: string) {}

  /** @param stateKey Null for one of its own. */
  static async start(store: string, stateKey: string | null = STATE_KEY): Promise<Replica> {
    const env = { DENO_KV_ACCESS_TOKEN: ACCESS_TOKEN, ...stateKey !== null && { SUPPORT_MCP_STATE_KEY: stateKey } };
    const process = start(["serve", "--db", store, "--http", "0"], { env });
    const log = await process.errors((text) => MCP_URL.test(text));
    return new Replica(process, MCP_URL.exec(log)![0]);
  }

  /** Calls a tool as a host that can answer questions. */
  async call(name: string, input: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<ToolAnswer> {
    const capabilities = { elicitation: { form: {} }, sampling: {} };
    const { json, text } = await this.request("tools/call", { name, arguments: input, ...more }, capabilities);
    return json ?? assert.fail(`no JSON: ${text}`);
  }

  request(method: string, params: Record<string, unknown>, capabilities = {}): Promise<Answered> {
    return statelessRequest(this.url, method, params, {}, capabilities);
  }

  /** The status of `/readyz`. */
  async readiness(): Promise<number> {
    const response = await fetch(new URL("/readyz", this.url));
    await response.body?.cancel();
    return response.status;
  }

  /** Waits until its log has what `found` looks for. */
  async log(found: (text: string) => boolean): Promise<void> {
    await this.process.errors(found);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.process.ended();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}
