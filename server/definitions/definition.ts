/** The shape of our tools, resources, prompts and servers. The SDK that serves them is not involved. */

import type { ContentBlock, ToolAnnotations } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { AppRole } from "../apps/mod.ts";
import {
  type Approval,
  type Approvals,
  type Batches,
  type Change,
  type ChangeContext,
  type Customers,
  DeskError,
  type Drafts,
  type Erasures,
  type Knowledge,
  type SettingsStore,
  type Tickets,
} from "../../store/mod.ts";
import type { Failure } from "../../base/failures/failure.ts";
import type { Reason } from "../../base/failures/reason.ts";
import { memoize } from "../../base/values/memoize.ts";
import type { ClientRequests } from "../elicitation/requests/mod.ts";

/** Validates arguments in any form: see `validation/mod.ts`. */
export type Validation = typeof import("./validation/mod.ts");

/** The building blocks of schemas: see `schemas/mod.ts`. */
export type Schemas = Validation["schemas"];

/** The desk, as completions read it. */
export interface ReadContext {
  readonly tickets: Tickets;
  readonly customers: Customers;
  readonly knowledge: Knowledge;
  readonly settings: SettingsStore;
  readonly approvals: Pick<Approvals, "location">;
}

/** The desk and the caller, as resources and prompts read them. */
export interface CallerContext extends ReadContext {
  /** Returns the name of the person that the host acts for, if it is known. */
  getUserName(): string | undefined;
}

/** Everything that a tool's handler receives besides its arguments. */
export interface ToolContext extends CallerContext {
  /** Changes that wait for a person. */
  readonly approvals: Approvals;
  readonly batches: Batches;
  readonly erasures: Erasures;
  readonly drafts: Drafts;
  /** Returns the name of the person that the host acts for, or else the host's. */
  getCallerName(): string;
  /** Adds a remark to the result, in both of its forms. */
  addNotice(text: string): void;
  /** Adds the failure to the metadata of a result that reports it in another form. */
  addFailure(failure: Failure): void;
  /** Adds the reasons for programs that belong to the sentences of a result, in their order, to its metadata. */
  addReasons(reasons: readonly Reason[]): void;
  /** Adds sentences about damaged records, without the remedy, to the metadata of the result. */
  addDamage(damaged: readonly string[]): void;
  /** Adds the names of customers to the metadata of the result, by their addresses. An empty one is that of no account. */
  addCustomerNames(names: Readonly<Record<string, string>>): void;
  /** Reports whether the server offers the tool of this name. */
  offers(tool: string): boolean;
  /** The client shows the page of MCP Apps. */
  readonly hasApps: boolean;
  /** Lets a person at the page decide on a pending approval: the metadata of the result gets a key for it. Otherwise does nothing. */
  offerDecision(approval: PendingApproval): Promise<void>;
  /** Checks the key that the page sends with a decision. */
  verifyDecision(approval: Approval, key: string): Promise<boolean>;
  /** Combines the caller, the write conditions and the client requests made so far, for the store. */
  createChangeContext(conditions?: WriteConditions): ChangeContext;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  /** Sends a progress notification if the host asked for progress (MCP, basic/utilities/progress). */
  reportProgress(done: number, total: number, message?: string): Promise<void>;
}

/** The part of an approval that its key is for. */
export type PendingApproval = Pick<Approval, "id" | "state" | "requested_at" | "question">;

/** The context of a tool that may send requests to the client. */
export interface InteractiveContext extends ToolContext {
  readonly client: ClientRequests;
  /** The remarks so far. */
  readonly notices: readonly string[];
  /** The folder that the server itself shares with tools (`--files`). */
  readonly sharedFolder: string | undefined;
}

/** The optional arguments of every tool that writes. */
export interface WriteConditions {
  expected_revision?: number;
  idempotency_key?: string;
}

/** The part of a tool that describes it. */
export interface ToolHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: Required<Omit<ToolAnnotations, "title">>;
  /** Only for tools of MCP Apps. */
  readonly app?: AppRole;
}

/** The two forms of a tool's result: a short text, and structured content. A tool without an output schema has no second form. */
export interface ToolOutput {
  text: string;
  structuredContent?: Record<string, unknown>;
  /** Follow the text. */
  blocks?: readonly ContentBlock[];
}

/** Carries out one call. */
export type BoundTool = (context: InteractiveContext) => Promise<ToolOutput>;

/** A tool as servers list and run it. */
export interface ToolDefinition extends ToolHead {
  readonly inputSchema: (schemas: Schemas) => z.ZodObject;
  readonly outputSchema?: (schemas: Schemas) => z.ZodObject;
  /** May send requests to the client: elicitation, sampling, roots. */
  readonly interactive: boolean;
  /**
   * Normalizes and validates a call's arguments.
   *
   * @returns The call, ready to run. If the arguments are invalid, it throws a {@linkcode DeskError} with an explanation.
   */
  bind(input: unknown, validation: Validation): BoundTool;
  /** Binds arguments in strict form, without zod. Returns undefined for all others. */
  bindStrictly(input: Readonly<Record<string, unknown>>): BoundTool | undefined;
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
  /** False leaves it out of lists: clients that need it get its URI with a tool. */
  isListed?: false;
  complete?: Record<string, Complete>;
  /**
   * Reads the contents.
   *
   * @param variables The template's variables, decoded.
   */
  read(variables: Record<string, string>, context: CallerContext): Promise<ResourceContent>;
  /**
   * Rejects a subscription to what does not exist. Without it, every URI that matches can be subscribed to.
   *
   * @throws {DeskError}
   */
  checkSubscription?(variables: Record<string, string>, context: Pick<CallerContext, "settings">): Promise<void>;
}

/** The contents of a resource. */
export type ResourceContent = ({ text: string } | { blob: Uint8Array }) & {
  /** Present if it differs from the resource's own. */
  mimeType?: string;
  metadata?: Record<string, unknown>;
};

interface PromptHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The tools that the text refers to. If one of them is not offered, neither is the prompt. */
  readonly requiredTools: readonly string[];
}

/** A prompt as servers list and render it. */
export interface PromptDefinition extends PromptHead {
  readonly argsSchema: (schemas: Schemas) => z.ZodObject;
  readonly complete: Readonly<Record<string, Complete | undefined>>;
  /**
   * Renders the text of the one message, in the user's role.
   *
   * @throws {DeskError} `invalid`, if the arguments are.
   */
  render(args: unknown, context: CallerContext): Promise<string>;
}

interface PromptDeclaration<Args extends Record<string, unknown>> extends PromptHead {
  readonly argsSchema: (schemas: Schemas) => z.ZodType<Args> & z.ZodObject;
  readonly complete?: { readonly [Name in keyof Args]?: Complete };
  render(args: Args, context: CallerContext): Promise<string>;
}

/** Defines a prompt. The types of its arguments follow from the schema. */
export function definePrompt<Args extends Record<string, unknown>>(prompt: PromptDeclaration<Args>): PromptDefinition {
  const argsSchema = memoize(prompt.argsSchema);
  return {
    ...prompt,
    argsSchema,
    complete: { ...prompt.complete },
    async render(args, context) {
      const { parseArguments, schemas } = await import("./validation/mod.ts");
      const parsed = parseArguments<Args>({ name: prompt.name, schema: argsSchema(schemas) }, args);
      if (!parsed.success) throw new DeskError("invalid", parsed.message, { reasons: parsed.reasons ?? [] });
      const text = await prompt.render(parsed.data, context);
      return parsed.notice === undefined ? text : `${parsed.notice}\n\n${text}`;
    },
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
  /**
   * Lists the URIs of the resources that a change affects.
   *
   * @param views The names of the saved views. A change of a ticket may affect each of them.
   */
  changedUris(change: Change, views: readonly string[]): string[];
}
