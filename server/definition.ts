/** What a tool, a resource and a prompt of ours are made of, apart from the SDK that serves them. */

import type { ToolAnnotations } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { ChangeContext, Customers, Tickets } from "../store/mod.ts";
import type { Ask } from "./ask.ts";

/** What a handler is handed: the desk, who calls, and whom it may ask. */
export interface ToolContext {
  readonly tickets: Tickets;
  readonly customers: Customers;
  readonly ask: Ask;
  /** Whether the server was started with `--unattended`: approvals are then not asked for. */
  readonly unattended: boolean;
  /** The caller and the conditions of a write, for the store; `answers` of the questions asked so far are in it. */
  change(conditions?: WriteConditions): ChangeContext;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  /** Tells the host how far the call is (0 to `total`), where it asked to be told. */
  progress(done: number, total: number, message?: string): Promise<void>;
}

/** The optional arguments of every writing tool. */
export interface WriteConditions {
  expected_revision?: number | undefined;
  idempotency_key?: string | undefined;
}

export interface ToolDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  description: string;
  inputSchema: Input;
  outputSchema: Output;
  annotations: Required<Omit<ToolAnnotations, "title">>;
  /** Decides the call. Asks first and writes last: over 2026-07-28 it runs again from the top for each answer. */
  handle(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
  /** The short text beside the structured content. */
  text(output: z.output<Output>): string;
}

/** Gives a tool its types; the tools of a server are listed in `tools/mod.ts`. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ToolDefinition<Input, Output>,
): ToolDefinition {
  return tool as unknown as ToolDefinition;
}

/** The desk as resources and prompts read it. */
export interface ReadContext {
  readonly tickets: Tickets;
  readonly customers: Customers;
}

/** Finds values that begin with what was typed so far. */
export type Complete = (value: string, context: ReadContext) => Promise<string[]> | string[];

export interface ResourceDefinition {
  name: string;
  title: string;
  description: string;
  /** A URI, or a template (RFC 6570) whose variables `read` gets. */
  uri: string;
  mimeType?: string;
  complete?: Record<string, Complete>;
  /** The contents; `mimeType` when it differs from the resource's own. */
  read(variables: Record<string, string>, context: ReadContext): Promise<ResourceContent>;
}

export type ResourceContent = { text: string; mimeType?: string } | { blob: Uint8Array; mimeType?: string };

export interface PromptDefinition<Args extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  description: string;
  argsSchema: Args;
  complete?: { [Name in keyof z.output<Args>]?: Complete };
  /** The text of the one message, from the user's side. */
  text(args: z.output<Args>, context: ReadContext): Promise<string>;
}

/** Gives a prompt its types. */
export function definePrompt<Args extends z.ZodObject>(prompt: PromptDefinition<Args>): PromptDefinition {
  return prompt as unknown as PromptDefinition;
}
