/**
 * Reads and calls answered by our definitions alone. For each request the SDK makes a dozen validations of what was valid
 * before, and those that fail on purpose (is it a response? an error?) leave garbage that lives long
 * (docs/memory.md). So the requests that hosts make all day go past it, if they are plainly valid; all others, and
 * everything else of the protocol, are the SDK's. Both ways run the same definitions and give the same bytes.
 */

import type { JSONRPCErrorResponse } from "@modelcontextprotocol/server";
import type { Desk } from "../../store/mod.ts";
import type { ResourceDefinition, ToolDefinition } from "../definition.ts";
import { readResource } from "../read_resource.ts";
import { variablesIn } from "../resource_uri.ts";
import { RPC_CODES } from "../rpc_error.ts";
import { runTool, type ToolCall } from "../run_tool.ts";
import type { DirectRequest } from "./direct_request.ts";

/** What comes of a request. */
export type Outcome = { result: Record<string, unknown> } | { error: JSONRPCErrorResponse["error"] };

/** A call but for the desk. */
export type Caller = Omit<ToolCall, "desk">;

export interface Offered {
  resources: readonly ResourceDefinition[];
  /** Those that the client is offered. */
  tools: readonly ToolDefinition[];
  desk: Promise<Desk>;
}

/** Answers from one server's definitions. */
export class DirectAnswers {
  readonly #tools: ReadonlyMap<string, ToolDefinition>;

  constructor(private readonly offered: Offered) {
    // A tool that asks needs the SDK, which carries its questions.
    this.#tools = new Map(offered.tools.filter(({ asks }) => !asks).map((tool) => [tool.name, tool]));
  }

  /**
   * Answers a request.
   *
   * @param caller Is asked for when a tool is called.
   * @returns Undefined when the SDK has to: it knows how to say what is wrong.
   */
  to(request: DirectRequest, caller: (tool: ToolDefinition) => Caller | undefined): Promise<Outcome> | undefined {
    return request.method === "resources/read"
      ? this.#read(request.uri)
      : this.#call(request.name, request.input, caller);
  }

  #read(uri: string): Promise<Outcome> | undefined {
    const { resources } = this.offered;
    const resource = resources.find((resource) => resource.uri === uri); // before any template, as the SDK looks for it
    if (resource !== undefined) return this.#contents(resource, uri, {});
    for (const template of resources) {
      const variables = variablesIn(template.uri, uri);
      if (variables !== undefined) return this.#contents(template, uri, variables);
    }
  }

  async #contents(resource: ResourceDefinition, uri: string, variables: Record<string, string>): Promise<Outcome> {
    try {
      return { result: await readResource(resource, uri, variables, this.offered.desk) };
    } catch (error) {
      return { error: protocolError(error) };
    }
  }

  #call(
    name: string,
    input: Record<string, unknown>,
    callerFor: (tool: ToolDefinition) => Caller | undefined,
  ): Promise<Outcome> | undefined {
    const tool = this.#tools.get(name);
    const caller = tool && callerFor(tool);
    if (tool === undefined || caller === undefined) return undefined;
    const parsed = tool.inputSchema.safeParse(input);
    return parsed.success ? this.#run(tool, parsed.data, caller) : undefined;
  }

  async #run(tool: ToolDefinition, input: Record<string, unknown>, caller: Caller): Promise<Outcome> {
    try {
      return { result: await runTool(tool, input, Object.assign(caller, { desk: this.offered.desk })) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { result: { content: [{ type: "text", text }], isError: true } };
    }
  }
}

/** A handler's error as the SDK tells it. */
function protocolError(error: unknown): JSONRPCErrorResponse["error"] {
  const { code, message, data } = error as { code?: unknown; message?: string; data?: unknown };
  return {
    code: Number.isSafeInteger(code) ? code as number : RPC_CODES.internalError,
    message: message ?? "Internal error",
    ...data !== undefined && { data },
  };
}
