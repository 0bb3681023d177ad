/** The responses to the first requests of a host, in the handshake revisions of MCP. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { listTools, supportsApps } from "../../apps/mod.ts";
import {
  hasOnlyMembers,
  hasOnlyProgressToken,
  isPlainInitialize,
  isRequest,
  JsonResult,
  type Members,
  negotiateRevision,
} from "../messages/mod.ts";
import { filterInstructions, filterPrompts, filterTools, type ToolFilter } from "../tool_filter.ts";
import type { JsonObject, ListedJson, PreparedServer, PreparedTool } from "./prepared_server.ts";

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
    const tools = filterTools({ definition: server, ...filter });
    const prompts = filterPrompts(server.prompts, tools).map(({ listed }) => listed);
    const { instructions } = server.initializeResult;
    const result = {
      ...server.initializeResult,
      instructions: filterInstructions({ instructions, tools: server.tools }, tools),
    };
    this.#initializeResult = prompts.length > 0 ? result : removePrompts(result);
    this.#tools = tools;
    this.#results = new Map<string, JsonObject>([
      ["ping", {}],
      ["resources/list", toResult("resources", server.resources)],
      ["resources/templates/list", toResult("resourceTemplates", server.resourceTemplates)],
      ...prompts.length > 0 ? [["prompts/list", toResult("prompts", prompts)] as const] : [],
    ]);
  }

  /** The names of the tools that are offered. */
  get offered(): ReadonlySet<string> {
    return new Set(this.#tools.map(({ name }) => name));
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
    const tools = listTools(this.#tools, supportsApps(params.capabilities), addMetadata);
    this.#results.set("tools/list", toResult("tools", tools));
    const protocolVersion = negotiateRevision(params.protocolVersion, this.server.revisions);
    return { result: { protocolVersion, ...this.#initializeResult }, isHandshake: true };
  }
}

function toResult(name: string, list: readonly ListedJson[]): JsonResult {
  return new JsonResult(`{"${name}":[${list.join()}]}`);
}

function addMetadata(listed: ListedJson, metadata: object): ListedJson {
  return `${listed.slice(0, -1)},"_meta":${JSON.stringify(metadata)}}`;
}

function removePrompts(
  { capabilities, ...rest }: PreparedServer["initializeResult"],
): PreparedServer["initializeResult"] {
  const { prompts: _, ...others } = capabilities;
  return { capabilities: others, ...rest };
}
