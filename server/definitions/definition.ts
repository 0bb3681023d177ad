/** What a tool, a resource and a prompt of ours are made of, apart from the SDK that serves them. */

import type { ToolAnnotations } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { Change, ChangeContext, Customers, Tickets } from "../../store/mod.ts";
import type { ClientRequests } from "../elicitation/client_requests.ts";

/** The desk as resources and prompts read it. */
export interface ReadContext {
  readonly tickets: Tickets;
  readonly customers: Customers;
}

/** What a tool is handed: the desk, and who calls. */
export interface ToolContext extends ReadContext {
  /** The caller and the conditions of a write, for the store; the answers to the questions asked so far are in it. */
  change(conditions?: WriteConditions): ChangeContext;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  /** Tells the host how far the call is (`done` of `total`), where it asked to be told (MCP, basic/utilities/progress). */
  progress(done: number, total: number, message?: string): Promise<void>;
}

/** What a tool that asks is handed besides. */
export interface InteractiveContext extends ToolContext {
  readonly client: ClientRequests;
}

/** The optional arguments of every writing tool. */
export interface WriteConditions {
  expected_revision?: number;
  idempotency_key?: string;
}

export interface ToolDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  description: string;
  inputSchema: Input;
  outputSchema: Output;
  annotations: Required<Omit<ToolAnnotations, "title">>;
  /** Works on files of the client's machine, so it is offered only to clients on this one. */
  local?: true;
  /** It may ask a person, the host's model, or for the client's roots: see {@linkcode defineInteractiveTool}. */
  asks?: true;
  /** Decides the call. Asks first and writes last: over 2026-07-28 it runs again from the top for each answer. */
  handle(input: z.output<Input>, context: InteractiveContext): Promise<z.input<Output>>;
  /** The short text beside the structured content. */
  text(output: z.input<Output>, input: z.output<Input>): string;
}

/** A tool that asks nobody anything. */
interface PlainTool<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Omit<ToolDefinition<Input, Output>, "asks" | "handle"> {
  handle(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}

/** Gives a tool its types; `tools/mod.ts` lists the tools. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: PlainTool<Input, Output>,
): ToolDefinition {
  return tool as unknown as ToolDefinition;
}

/** Gives a tool that may ask something its types. */
export function defineInteractiveTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Omit<ToolDefinition<Input, Output>, "asks">,
): ToolDefinition {
  return { ...tool, asks: true } as unknown as ToolDefinition;
}

/** Finds values that begin with what was typed so far (MCP, server/utilities/completion). */
export type Complete = (value: string, context: ReadContext) => Promise<string[]> | string[];

export interface ResourceDefinition {
  name: string;
  title: string;
  description: string;
  /** A URI, or a template (RFC 6570) whose variables `read` gets, decoded. */
  uri: string;
  mimeType?: string;
  complete?: Record<string, Complete>;
  /** The contents, with their media type when it isn't the resource's own. */
  read(variables: Record<string, string>, context: ReadContext): Promise<ResourceContent>;
}

export type ResourceContent = { text: string; mimeType?: string } | { blob: Uint8Array; mimeType?: string };

export interface PromptDefinition<Args extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  description: string;
  argsSchema: Args;
  complete?: Partial<Record<keyof z.output<Args> & string, Complete>>;
  /** The tools that its text tells the model to use: where one isn't offered, the prompt isn't either. */
  uses: readonly string[];
  /** The text of the one message, from the user's side. */
  text(args: z.output<Args>, context: ReadContext): Promise<string>;
}

/** Gives a prompt its types. */
export function definePrompt<Args extends z.ZodObject>(prompt: PromptDefinition<Args>): PromptDefinition {
  return prompt as unknown as PromptDefinition;
}

/** A whole server: what it is called and what it offers. */
export interface ServerDefinition {
  name: string;
  title: string;
  /** For the model: what the server is for and how its tools go together (MCP, basic/lifecycle, "instructions"). */
  instructions: string;
  tools: readonly ToolDefinition[];
  resources: readonly ResourceDefinition[];
  prompts: readonly PromptDefinition[];
  /** The URIs of the resources that a change of the desk makes different. */
  changedUris(change: Change): string[];
}
