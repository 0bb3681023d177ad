/** Defines tools by what their files declare. */

import type { ContentBlock } from "@modelcontextprotocol/server";
import type * as z from "zod";
import { memoize } from "../../base/values/memoize.ts";
import { prepared } from "./arguments/mod.ts";
import { createBinding } from "./bind_call.ts";
import type { InteractiveContext, Schemas, ToolContext, ToolDefinition, ToolHead, ToolOutput } from "./definition.ts";
import { addOutsideText, parsePath } from "./outside_members.ts";
import type { ArgumentRules } from "./validation/mod.ts";
import { formatArticleJson } from "./texts/mod.ts";

/**
 * A tool as its file declares it. The types of arguments and result follow from the schemas, which are created when they
 * are first needed.
 */
interface ToolDeclaration<Input, Output extends Record<string, unknown>, Context>
  extends ToolHead, Pick<ArgumentRules, "hints" | "unknownHint" | "emptyHint"> {
  readonly inputSchema: (schemas: Schemas) => z.ZodType<Input> & z.ZodObject;
  readonly outputSchema: (schemas: Schemas) => z.ZodType<unknown, Output> & z.ZodObject;
  /** See {@linkcode ArgumentRules}. */
  readonly effects?: readonly (keyof Input & string)[];
  /** Carries out the call. An interactive tool sends its requests first and writes last: see {@linkcode ClientRequests}. */
  handle(input: Input, context: Context): Promise<NoInfer<Output>>;
  /** Formats the short text that accompanies the structured content. */
  formatText(output: Output, input: Input): string;
}

/** A tool whose result is content alone, such as an image. */
interface ContentToolDeclaration<Input> extends ToolHead {
  readonly inputSchema: (schemas: Schemas) => z.ZodType<Input> & z.ZodObject;
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
  return {
    ...{ name, title, description, annotations, interactive: false },
    ...createBinding(tool, ({ text, blocks = [] }, { notice }) => ({
      text: notice === undefined ? text : `${notice}\n${text}`,
      blocks,
    })),
  };
}

function toDefinition<Input, Output extends Record<string, unknown>>(
  tool: ToolDeclaration<Input, Output, InteractiveContext>,
  interactive: boolean,
): ToolDefinition {
  const { name, title, description, annotations, app } = tool;
  const getResultSchema = memoize(tool.outputSchema);
  const listOutsideText = memoize((schemas: Schemas) => schemas.listOutsideText(getResultSchema(schemas)));
  const listPrepared = memoize(() => prepared?.[name]?.outsideText.map(parsePath) ?? []);
  return {
    ...{ name, title, description, annotations, interactive },
    ...app && { app },
    outputSchema: memoize((schemas) =>
      getResultSchema(schemas).extend({
        ...listOutsideText(schemas).length > 0 && { outside_text: schemas.outsideTextMember },
        notice: schemas.noticeMember,
      })
    ),
    ...createBinding(tool, (output, { input, context, notice, schemas }) => {
      const text = tool.formatText(output, input);
      const outsideText = schemas === undefined ? listPrepared() : listOutsideText(schemas);
      return addNotice(text, addOutsideText(output, outsideText), joinNotices(notice, context.notices));
    }),
  };
}

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
