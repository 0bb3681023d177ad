/** The answers to a host's first questions, in the handshake revisions of MCP. */

import type { Implementation } from "@modelcontextprotocol/server";
import { filterPrompts, filterTools, type ToolFilter } from "../tool_filter.ts";
import { hasOnlyProgressToken, isPlainInitialize, parsePlainMessage } from "../messages.ts";
import type { JsonObject, PreparedServer } from "./prepared_server.ts";

/** What is to be done about a message. */
export interface PreparedResponse {
  /** The result to answer with; notifications get none. */
  result?: JsonObject;
  /** The message is a part of the handshake: whoever goes on with the conversation must have had it. */
  isHandshake: boolean;
}

/** Answers one host, exactly as the SDK's server would. */
export class PreparedResponses {
  #host: Implementation | undefined;
  readonly #greeting: PreparedServer["greeting"];
  readonly #lists: ReadonlyMap<string, JsonObject>;

  /** @throws {RangeError} When the offer names a tool that the server doesn't have. */
  constructor(private readonly server: PreparedServer, offer: ToolFilter = {}) {
    const tools = filterTools({ definition: server, ...offer });
    const prompts = filterPrompts(server.prompts, tools).map(({ listed }) => listed);
    this.#greeting = prompts.length > 0 ? server.greeting : removePrompts(server.greeting);
    this.#lists = new Map<string, JsonObject>([
      ["ping", {}],
      ["tools/list", { tools }],
      ["resources/list", { resources: server.resources }],
      ["resources/templates/list", { resourceTemplates: server.resourceTemplates }],
      ...prompts.length > 0 ? [["prompts/list", { prompts }] as const] : [],
    ]);
  }

  /** What the host said of itself in the handshake that was answered here. */
  get clientInfo(): Implementation | undefined {
    return this.#host;
  }

  /**
   * What to do about the next message.
   *
   * @returns Undefined when the answer isn't known here, or isn't the same for everybody: the SDK has it.
   */
  find(message: unknown): PreparedResponse | undefined {
    const plain = parsePlainMessage(message);
    if (plain === undefined) return undefined;
    const { id, method, params } = plain;
    if (method === "initialize") return id === undefined ? undefined : this.#greet(params);
    if (this.#host === undefined || !hasOnlyProgressToken(params)) return undefined;
    if (id === undefined) return method === "notifications/initialized" ? { isHandshake: true } : undefined;
    const result = this.#lists.get(method);
    return result && { result, isHandshake: false };
  }

  #greet(params: Readonly<Record<string, unknown>>): PreparedResponse | undefined {
    if (this.#host !== undefined || !isPlainInitialize(params)) return undefined;
    this.#host = params.clientInfo;
    return {
      result: { protocolVersion: this.#revisionFor(params.protocolVersion), ...this.#greeting },
      isHandshake: true,
    };
  }

  /** The host's own, or else ours to take or leave (MCP, basic/lifecycle, "Version Negotiation"). */
  #revisionFor(wanted: string): string {
    return this.server.revisions.includes(wanted) ? wanted : this.server.revisions[0]!;
  }
}

function removePrompts({ capabilities, ...rest }: PreparedServer["greeting"]): PreparedServer["greeting"] {
  const { prompts: _, ...others } = capabilities;
  return { capabilities: others, ...rest };
}
