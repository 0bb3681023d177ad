/**
 * Reads and calls answered by our definitions alone. For each request the SDK makes a dozen validations of what was valid
 * before, and those that fail on purpose (is it a response? an error?) leave garbage that lives long
 * (docs/performance/memory.md). So the requests that hosts make all day go past it, if they are plainly valid; all others, and
 * everything else of the protocol, are the SDK's. Both ways run the same definitions and give the same bytes.
 */

import type { CallToolResult, JSONRPCErrorResponse, ReadResourceResult } from "@modelcontextprotocol/server";
import type { Desk } from "../../../store/mod.ts";
import type { ResourceDefinition, ToolDefinition } from "../../definitions/mod.ts";
import { readResource } from "../calls/read_resource.ts";
import { parseUriVariables } from "../calls/uri_template.ts";
import { RPC_CODES } from "../errors.ts";
import { runTool, type ToolCall } from "../calls/run_tool.ts";
import type { FastPathRequest } from "./fast_path_request.ts";

/** What comes of a request. */
export type Outcome = { result: Record<string, unknown> } | { error: JSONRPCErrorResponse["error"] };

export interface FastPathOptions {
  resources: readonly ResourceDefinition[];
  /** Those that the client is offered. */
  tools: readonly ToolDefinition[];
  desk: Promise<Desk>;
}

/** Answers from one server's definitions. */
export class FastPath {
  readonly #tools: ReadonlyMap<string, ToolDefinition>;
  readonly #resources: ReadonlyMap<string, ResourceDefinition>;

  constructor(private readonly offered: FastPathOptions) {
    // Interactive tools need the SDK, which sends their requests to the client.
    this.#tools = new Map(offered.tools.filter(({ interactive }) => !interactive).map((tool) => [tool.name, tool]));
    this.#resources = new Map(offered.resources.map((resource) => [resource.uri, resource]));
  }

  /**
   * Answers a request.
   *
   * @param callOf Gives the call when a tool is called; undefined when the SDK has to make it.
   * @returns Undefined when the SDK has to: it knows how to say what is wrong.
   */
  run(request: FastPathRequest, callOf: (tool: ToolDefinition) => ToolCall | undefined): Promise<Outcome> | undefined {
    return request.method === "resources/read"
      ? this.#read(request.uri)
      : this.#call(request.name, request.input, callOf);
  }

  #read(uri: string): Promise<Outcome> | undefined {
    const resource = this.#resources.get(uri); // before any template, as the SDK looks for it
    if (resource !== undefined) return this.#contents(resource, uri, {});
    for (const template of this.offered.resources) {
      const variables = parseUriVariables(template.uri, uri);
      if (variables !== undefined) return this.#contents(template, uri, variables);
    }
  }

  #contents(resource: ResourceDefinition, uri: string, variables: Record<string, string>): Promise<Outcome> {
    return readResource(resource, uri, variables, this.offered.desk).then(toOutcome, toProtocolError);
  }

  #call(
    name: string,
    input: Record<string, unknown>,
    callOf: (tool: ToolDefinition) => ToolCall | undefined,
  ): Promise<Outcome> | undefined {
    const tool = this.#tools.get(name);
    const call = tool && callOf(tool);
    if (tool === undefined || call === undefined) return undefined;
    const run = tool.bind(input);
    return run && runTool(tool, run, call).then(toOutcome, toFailedCall);
  }
}

function toOutcome(result: ReadResourceResult | CallToolResult): Outcome {
  return { result };
}

/** A fault of ours as the SDK tells it. */
function toFailedCall(error: unknown): Outcome {
  const text = error instanceof Error ? error.message : String(error);
  return { result: { content: [{ type: "text", text }], isError: true } };
}

/** A handler's error as the SDK tells it. */
function toProtocolError(error: unknown): Outcome {
  const { code, message, data } = error as { code?: unknown; message?: string; data?: unknown };
  return {
    error: {
      code: Number.isSafeInteger(code) ? code as number : RPC_CODES.internalError,
      message: message ?? "Internal error",
      ...data !== undefined && { data },
    },
  };
}
