/** The shape of our tools, resources, prompts and servers. The SDK that serves them is not involved. */

import type { ToolAnnotations } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { Change, ChangeContext, Customers, Tickets } from "../../store/mod.ts";
import type { ClientRequests } from "../elicitation/requests/mod.ts";

/** The desk, as resources and prompts read it. */
export interface ReadContext {
  readonly tickets: Tickets;
  readonly customers: Customers;
}

/** Everything that a tool's handler receives besides its arguments. */
export interface ToolContext extends ReadContext {
  /** Combines the caller, the write conditions and the client requests made so far, for the store. */
  createChangeContext(conditions?: WriteConditions): ChangeContext;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  /** Sends a progress notification if the host asked for progress (MCP, basic/utilities/progress). */
  reportProgress(done: number, total: number, message?: string): Promise<void>;
}

/** The context of a tool that may send requests to the client. */
export interface InteractiveContext extends ToolContext {
  readonly client: ClientRequests;
}

/** The optional arguments of every tool that writes. */
export interface WriteConditions {
  expected_revision?: number;
  idempotency_key?: string;
}

interface ToolHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: Required<Omit<ToolAnnotations, "title">>;
  /** Works on files of the client's machine, so only clients on the same machine are offered it. */
  readonly local?: true;
}

/** The two forms of a tool's result: a short text, and structured content. */
export interface ToolOutput {
  text: string;
  structuredContent: Record<string, unknown>;
}

/** Carries out one call with validated arguments. */
export type BoundTool = (context: InteractiveContext) => Promise<ToolOutput>;

/** A tool as servers list and run it. */
export interface ToolDefinition extends ToolHead {
  readonly inputSchema: z.ZodObject;
  readonly outputSchema: z.ZodObject;
  /** May send requests to the client: elicitation, sampling, roots. */
  readonly interactive: boolean;
  /**
   * Validates a call's arguments.
   *
   * @returns The call, ready to run, or undefined if the arguments are invalid.
   */
  bind(input: unknown): BoundTool | undefined;
}

/** A tool as its file declares it. The types of arguments and result follow from the schemas. */
interface ToolDeclaration<Input, Output extends Record<string, unknown>, Context> extends ToolHead {
  readonly inputSchema: z.ZodType<Input> & z.ZodObject;
  readonly outputSchema: z.ZodType<unknown, Output> & z.ZodObject;
  /** Carries out the call. An interactive tool sends its requests first and writes last: see {@linkcode ClientRequests}. */
  handle(input: Input, context: Context): Promise<NoInfer<Output>>;
  /** Formats the short text that accompanies the structured content. */
  formatText(output: Output, input: Input): string;
}

/** Defines a tool that sends no requests to the client. */
export function defineTool<Input, Output extends Record<string, unknown>>(
  tool: ToolDeclaration<Input, Output, ToolContext>,
): ToolDefinition {
  return toDefinition(tool, false);
}

/** Defines a tool that may send requests to the client. */
export function defineInteractiveTool<Input, Output extends Record<string, unknown>>(
  tool: ToolDeclaration<Input, Output, InteractiveContext>,
): ToolDefinition {
  return toDefinition(tool, true);
}

function toDefinition<Input, Output extends Record<string, unknown>>(
  tool: ToolDeclaration<Input, Output, InteractiveContext>,
  interactive: boolean,
): ToolDefinition {
  const { name, title, description, annotations, inputSchema, outputSchema, local } = tool;
  return {
    ...{ name, title, description, annotations, inputSchema, outputSchema, interactive },
    ...local && { local },
    bind(input) {
      const { success, data } = inputSchema.safeParse(input);
      if (!success) return undefined;
      return async (context) => {
        const structuredContent = await tool.handle(data, context);
        return { text: tool.formatText(structuredContent, data), structuredContent };
      };
    },
  };
}

/** Finds the values that start with the given text (MCP, server/utilities/completion). */
export type Complete = (value: string, context: ReadContext) => Promise<string[]> | string[];

export interface ResourceDefinition {
  name: string;
  title: string;
  description: string;
  /** A URI, or a template (RFC 6570). */
  uri: string;
  mimeType?: string;
  complete?: Record<string, Complete>;
  /**
   * Reads the contents.
   *
   * @param variables The template's variables, decoded.
   */
  read(variables: Record<string, string>, context: ReadContext): Promise<ResourceContent>;
}

/** The contents of a resource. `mimeType` is present if it differs from the resource's own. */
export type ResourceContent = { text: string; mimeType?: string } | { blob: Uint8Array; mimeType?: string };

interface PromptHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The tools that the text refers to. If one of them is not offered, neither is the prompt. */
  readonly requiredTools: readonly string[];
}

/** A prompt as servers list and render it. */
export interface PromptDefinition extends PromptHead {
  readonly argsSchema: z.ZodObject;
  readonly complete: Readonly<Record<string, Complete | undefined>>;
  /**
   * Renders the text of the one message, in the user's role.
   *
   * @throws {z.ZodError} If the arguments are invalid.
   */
  render(args: unknown, context: ReadContext): Promise<string>;
}

interface PromptDeclaration<Args extends Record<string, unknown>> extends PromptHead {
  readonly argsSchema: z.ZodType<Args> & z.ZodObject;
  readonly complete?: { readonly [Name in keyof Args]?: Complete };
  render(args: Args, context: ReadContext): Promise<string>;
}

/** Defines a prompt. The types of its arguments follow from the schema. */
export function definePrompt<Args extends Record<string, unknown>>(prompt: PromptDeclaration<Args>): PromptDefinition {
  return {
    ...prompt,
    complete: { ...prompt.complete },
    render: (args, context) => prompt.render(prompt.argsSchema.parse(args), context),
  };
}

/** A server: its name and everything it offers. */
export interface ServerDefinition {
  name: string;
  title: string;
  /** Explains to a model what the server is for and how its tools work together (MCP, basic/lifecycle). */
  instructions: string;
  tools: readonly ToolDefinition[];
  resources: readonly ResourceDefinition[];
  prompts: readonly PromptDefinition[];
  /** Lists the URIs of the resources that a change affects. */
  changedUris(change: Change): string[];
}
