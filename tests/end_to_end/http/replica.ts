/** One of several processes that serve one desk over HTTP. */

import assert from "node:assert/strict";
import { type HttpResult, statelessRequest } from "../../server/transports/http/post.ts";
import { ACCESS_TOKEN } from "../../store/kv/kv_server.ts";
import { type RunningProgram, startProgram } from "../program.ts";

/** The signing key of all replicas. */
const STATE_KEY = "one-key-that-all-the-replicas-share";

/** The URL in the log of a listening server. */
const MCP_URL = /http:[^" ]+\/mcp/;

/** The response to a tool call. */
export interface ToolResponse {
  // deno-lint-ignore no-explicit-any -- tests look into results without a schema
  result: any;
  // deno-lint-ignore no-explicit-any -- and into errors
  error: any;
}

/** A `serve --http` process on a KV Connect server, with a client. */
export class Replica implements AsyncDisposable {
  private constructor(private readonly process: RunningProgram, readonly url: string) {}

  /** @param stateKey Null for a separate key. */
  static async start(store: string, stateKey: string | null = STATE_KEY): Promise<Replica> {
    const env = { DENO_KV_ACCESS_TOKEN: ACCESS_TOKEN, ...stateKey !== null && { SUPPORT_MCP_STATE_KEY: stateKey } };
    const process = startProgram(["serve", "--db", store, "--http", "0"], { env });
    const log = await process.waitForErrors((text) => MCP_URL.test(text));
    return new Replica(process, MCP_URL.exec(log)![0]);
  }

  /** Calls a tool as a host with elicitation and sampling. */
  async call(name: string, input: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<ToolResponse> {
    const capabilities = { elicitation: { form: {} }, sampling: {} };
    const { json, text } = await this.request("tools/call", { name, arguments: input, ...more }, capabilities);
    return json ?? assert.fail(`no JSON: ${text}`);
  }

  request(method: string, params: Record<string, unknown>, capabilities = {}): Promise<HttpResult> {
    return statelessRequest(this.url, method, params, {}, capabilities);
  }

  /** Returns the status of `/readyz`. */
  async getReadiness(): Promise<number> {
    const response = await fetch(new URL("/readyz", this.url));
    await response.body?.cancel();
    return response.status;
  }

  /** Waits until its log satisfies `found`. */
  async waitForLog(found: (text: string) => boolean): Promise<void> {
    await this.process.waitForErrors(found);
  }

  /** Kills it. */
  async kill(): Promise<void> {
    this.process.signal("SIGKILL");
    await this.process.waitForExit();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}
