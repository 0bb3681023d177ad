/** Defines tools by what their files declare. */

import type { ContentBlock } from "@modelcontextprotocol/server";
import * as z from "zod";
import { DeskError } from "../../store/mod.ts";
import { memoize } from "../../base/values/memoize.ts";
import {
  type ArgumentHints,
  type ArgumentRules,
  hasEffect,
  parseArguments,
  type ParsedArguments,
} from "./arguments/mod.ts";
import type { BoundTool, InteractiveContext, ToolContext, ToolDefinition, ToolHead, ToolOutput } from "./definition.ts";
import { addOutsideText } from "./outside_members.ts";
import { listOutsideText, outsideTextMember } from "./outside_text.ts";
import { formatArticleJson } from "./texts/mod.ts";

/**
 * A tool as its file declares it. The types of arguments and result follow from the schemas, which are created when the
 * tool is first used: start-up loads all tools, and the first call needs one.
 */
interface ToolDeclaration<Input, Output extends Record<string, unknown>, Context> extends ToolHead {
  readonly inputSchema: () => z.ZodType<Input> & z.ZodObject;
  readonly outputSchema: () => z.ZodType<unknown, Output> & z.ZodObject;
  /** See {@linkcode ArgumentRules}. */
  readonly hints?: ArgumentHints;
  /** See {@linkcode ArgumentRules}. */
  readonly unknownHint?: string;
  /** See {@linkcode ArgumentRules}. */
  readonly effects?: readonly (keyof Input & string)[];
  /** See {@linkcode ArgumentRules}. */
  readonly emptyHint?: string;
  /** Carries out the call. An interactive tool sends its requests first and writes last: see {@linkcode ClientRequests}. */
  handle(input: Input, context: Context): Promise<NoInfer<Output>>;
  /** Formats the short text that accompanies the structured content. */
  formatText(output: Output, input: Input): string;
}

/** A tool whose result is content alone, such as an image. */
interface ContentToolDeclaration<Input> extends ToolHead {
  readonly inputSchema: () => z.ZodType<Input> & z.ZodObject;
  /** Carries out the call. */
  handle(input: Input, context: ToolContext): Promise<ContentOutput>;
}

interface ContentOutput {
  text: string;
  /** Follow the text. */
  blocks?: readonly ContentBlock[];
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

/**
 * Defines a tool whose result has no structured content. Hosts that show their model structured content drop everything else,
 * so a tool that returns images must have none.
 */
export function defineContentTool<Input>(tool: ContentToolDeclaration<Input>): ToolDefinition {
  const { name, title, description, annotations } = tool;
  const getRules = memoize((): ArgumentRules<Input> => ({ name, schema: tool.inputSchema() }));
  return {
    ...{ name, title, description, annotations, interactive: false },
    get inputSchema() {
      return getRules().schema;
    },
    bind: (input) =>
      bindCall(getRules(), input, async (input, context, notice) => {
        const { text, blocks = [] } = await tool.handle(input, context);
        return { text: notice === undefined ? text : `${notice}\n${text}`, blocks };
      }),
  };
}

function toDefinition<Input, Output extends Record<string, unknown>>(
  tool: ToolDeclaration<Input, Output, InteractiveContext>,
  interactive: boolean,
): ToolDefinition {
  const { name, title, description, annotations, app } = tool;
  const getRules = memoize((): ArgumentRules<Input> => ({ ...tool, schema: tool.inputSchema() }));
  const getResultSchema = memoize(tool.outputSchema);
  const getOutsideText = memoize(() => listOutsideText(getResultSchema()));
  const getOutputSchema = memoize(() =>
    getResultSchema().extend({
      ...getOutsideText().length > 0 && { outside_text: outsideTextMember },
      notice,
    })
  );
  return {
    ...{ name, title, description, annotations, interactive },
    ...app && { app },
    get inputSchema() {
      return getRules().schema;
    },
    get outputSchema() {
      return getOutputSchema();
    },
    bind: (input) =>
      bindCall(getRules(), input, async (input, context, notice) => {
        const output = await tool.handle(input, context);
        const text = tool.formatText(output, input);
        return addNotice(text, addOutsideText(output, getOutsideText()), joinNotices(notice, context.notices));
      }),
  };
}

/** Parses the arguments of a call, and carries it out if they are valid. */
function bindCall<Input>(
  rules: ArgumentRules<Input>,
  input: unknown,
  run: (input: Input, context: InteractiveContext, notice: string | undefined) => Promise<ToolOutput>,
): BoundTool {
  const parsed = parseStrictly(rules, input) ?? parseArguments(rules, input);
  return (context) => {
    if (!parsed.success) throw new DeskError("invalid", parsed.message);
    const { data, notice } = parsed;
    return notice === undefined ? run(data, context, notice) : run(data, context, notice).catch(addToError(notice));
  };
}

/** Puts a notice before the message of the desk's errors: ignored arguments are named also if the call fails. */
function addToError(notice: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DeskError)) throw error;
    throw new DeskError(error.code, `${notice}\n${error.message}`, { cause: error });
  };
}

/** Parses arguments in strict form, as nearly all are. @returns Undefined for all others. */
function parseStrictly<Input>(rules: ArgumentRules<Input>, input: unknown): ParsedArguments<Input> | undefined {
  const { schema, effects } = rules;
  for (const name in input as object) if (!Object.hasOwn(schema.shape, name)) return undefined;
  const { success, data } = schema.safeParse(input);
  if (!success || effects !== undefined && !hasEffect(effects, data)) return undefined;
  return { success, data };
}

const notice = z.string().exactOptional().describe("Remarks on the arguments, such as those that were ignored");

function joinNotices(ignored: string | undefined, remarks: readonly string[]): string | undefined {
  if (remarks.length === 0) return ignored;
  return [...ignored === undefined ? [] : [ignored], ...remarks].join(" ");
}

/** Puts a notice into both forms: hosts show their model one of them, or the other. */
function addNotice(text: string, output: Record<string, unknown>, notice: string | undefined): ToolOutput {
  const structuredContent = notice === undefined ? output : { ...output, notice };
  if (text.startsWith("{")) { // the article's tools return JSON as text, which must stay JSON
    return { text: formatArticleJson(structuredContent), structuredContent };
  }
  return { text: notice === undefined ? text : `${notice}\n${text}`, structuredContent };
}
