/** The answers to a host's first questions, in the handshake revisions of MCP. */

import type { Implementation } from "@modelcontextprotocol/server";
import { type Offer, offeredPrompts, offeredTools } from "../offered.ts";
import { isPlainInitialize, isPlainQuestion, plainMessage } from "./plain_message.ts";
import type { Listed, PreparedServer } from "./prepared_server.ts";

/** What is to be done about a message. */
export interface Reply {
  /** The result to answer with; notifications get none. */
  result?: Listed;
  /** The message is a part of the handshake: whoever goes on with the conversation must have had it. */
  handshake: boolean;
}

/** Answers one host, exactly as the SDK's server would. */
export class PreparedAnswers {
  #host: Implementation | undefined;
  readonly #greeting: PreparedServer["greeting"];
  readonly #lists: ReadonlyMap<string, Listed>;

  /** @throws {RangeError} When the offer names a tool that the server doesn't have. */
  constructor(private readonly server: PreparedServer, offer: Offer = {}) {
    const tools = offeredTools({ definition: server, ...offer });
    const prompts = offeredPrompts(server.prompts, tools).map(({ listed }) => listed);
    this.#greeting = prompts.length > 0 ? server.greeting : withoutPrompts(server.greeting);
    this.#lists = new Map<string, Listed>([
      ["ping", {}],
      ["tools/list", { tools }],
      ["resources/list", { resources: server.resources }],
      ["resources/templates/list", { resourceTemplates: server.resourceTemplates }],
      ...prompts.length > 0 ? [["prompts/list", { prompts }] as const] : [],
    ]);
  }

  /** What the host said of itself in the handshake that was answered here. */
  get host(): Implementation | undefined {
    return this.#host;
  }

  /**
   * What to do about the next message.
   *
   * @returns Undefined when the answer isn't known here, or isn't the same for everybody: the SDK has it.
   */
  to(message: unknown): Reply | undefined {
    const plain = plainMessage(message);
    if (plain === undefined) return undefined;
    const { id, method, params } = plain;
    if (method === "initialize") return id === undefined ? undefined : this.#greet(params);
    if (this.#host === undefined || !isPlainQuestion(params)) return undefined;
    if (id === undefined) return method === "notifications/initialized" ? { handshake: true } : undefined;
    const result = this.#lists.get(method);
    return result && { result, handshake: false };
  }

  #greet(params: Readonly<Record<string, unknown>>): Reply | undefined {
    if (this.#host !== undefined || !isPlainInitialize(params)) return undefined;
    this.#host = params.clientInfo;
    return {
      result: { protocolVersion: this.#revisionFor(params.protocolVersion), ...this.#greeting },
      handshake: true,
    };
  }

  /** The host's own, or else ours to take or leave (MCP, basic/lifecycle, "Version Negotiation"). */
  #revisionFor(wanted: string): string {
    return this.server.revisions.includes(wanted) ? wanted : this.server.revisions[0]!;
  }
}

function withoutPrompts({ capabilities, ...rest }: PreparedServer["greeting"]): PreparedServer["greeting"] {
  const { prompts: _, ...others } = capabilities;
  return { capabilities: others, ...rest };
}
