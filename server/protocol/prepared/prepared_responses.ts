/** The responses to the first requests of a host, in the handshake revisions of MCP. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { listTools, supportsApps } from "../../apps/mod.ts";
import {
  hasOnlyMembers,
  hasOnlyProgressToken,
  isPlainInitialize,
  isRequest,
  type Members,
  negotiateRevision,
} from "../messages/mod.ts";
import { filterInstructions, filterPrompts, filterTools, type ToolFilter } from "../tool_filter.ts";
import type { JsonObject, PreparedServer, PreparedTool } from "./prepared_server.ts";

export interface PreparedResponse {
  /** Undefined for notifications. */
  result?: JsonObject;
  /** The message is a part of the handshake: the SDK's server must have it before anything else. */
  isHandshake: boolean;
}

const METADATA_ONLY = new Set(["_meta"]);

/** Answers one host, exactly as the SDK's server would. */
export class PreparedResponses {
  #isInitialized = false;
  readonly #initializeResult: PreparedServer["initializeResult"];
  readonly #tools: readonly PreparedTool[];
  readonly #results: Map<string, JsonObject>;

  /** @throws {RangeError} When the filter names a tool that the server doesn't have. */
  constructor(private readonly server: PreparedServer, filter: ToolFilter = {}) {
    const all = server.tools.map(({ app, listed }) => ({
      ...{ name: listed.name, annotations: listed.annotations, listed },
      ...app && { app },
    }));
    const tools = filterTools({ definition: { name: server.name, tools: all }, ...filter });
    const prompts = filterPrompts(server.prompts, tools).map(({ listed }) => listed);
    const { instructions } = server.initializeResult;
    const result = {
      ...server.initializeResult,
      instructions: filterInstructions({ instructions, tools: all }, tools),
    };
    this.#initializeResult = prompts.length > 0 ? result : removePrompts(result);
    this.#tools = tools;
    this.#results = new Map<string, JsonObject>([
      ["ping", {}],
      ["resources/list", { resources: server.resources }],
      ["resources/templates/list", { resourceTemplates: server.resourceTemplates }],
      ...prompts.length > 0 ? [["prompts/list", { prompts }] as const] : [],
    ]);
  }

  /** The names of the tools that are offered. */
  get offered(): ReadonlySet<string> {
    return new Set(this.#tools.map(({ listed }) => listed.name));
  }

  /**
   * Finds the response to the next message.
   *
   * @returns Undefined if it is unknown, or not the same for every host: the SDK knows it.
   */
  find(message: JSONRPCMessage): PreparedResponse | undefined {
    if (!("method" in message)) return undefined;
    const { method, params = {} } = message;
    const isNotification = !isRequest(message);
    if (method === "initialize") return isNotification ? undefined : this.#initialize(params);
    if (!this.#isInitialized || !hasOnlyMembers(params, METADATA_ONLY)) return undefined;
    if (!hasOnlyProgressToken(params._meta)) return undefined;
    if (isNotification) return method === "notifications/initialized" ? { isHandshake: true } : undefined;
    const result = this.#results.get(method);
    return result && { result, isHandshake: false };
  }

  #initialize(params: Readonly<Members>): PreparedResponse | undefined {
    if (!isPlainInitialize(params)) return undefined;
    this.#isInitialized = true;
    this.#results.set("tools/list", { tools: listTools(this.#tools, supportsApps(params.capabilities)) });
    const protocolVersion = negotiateRevision(params.protocolVersion, this.server.revisions);
    return { result: { protocolVersion, ...this.#initializeResult }, isHandshake: true };
  }
}

function removePrompts(
  { capabilities, ...rest }: PreparedServer["initializeResult"],
): PreparedServer["initializeResult"] {
  const { prompts: _, ...others } = capabilities;
  return { capabilities: others, ...rest };
}
