import type { ContentBlock } from "@modelcontextprotocol/server";
import type * as z from "zod";
import { DeskError } from "../../store/mod.ts";
import { type ArgumentRules, parseArguments } from "./arguments/mod.ts";
import type { ToolContext, ToolDefinition, ToolHead } from "./definition.ts";

/** A tool whose result is content alone, such as an image. */
interface ContentToolDeclaration<Input> extends ToolHead {
  readonly inputSchema: z.ZodType<Input> & z.ZodObject;
  /** Carries out the call. */
  handle(input: Input, context: ToolContext): Promise<ContentOutput>;
}

interface ContentOutput {
  text: string;
  /** Follow the text. */
  blocks?: readonly ContentBlock[];
}

/**
 * Defines a tool whose result has no structured content. Hosts that show their model structured content drop everything else,
 * so a tool that returns images must have none.
 */
export function defineContentTool<Input>(tool: ContentToolDeclaration<Input>): ToolDefinition {
  const { name, title, description, annotations, inputSchema } = tool;
  const rules: ArgumentRules<Input> = { name, schema: inputSchema };
  return {
    ...{ name, title, description, annotations, inputSchema, interactive: false },
    bind(input) {
      const parsed = parseArguments(rules, input);
      return async (context) => {
        if (!parsed.success) throw new DeskError("invalid", parsed.message);
        const { text, blocks = [] } = await tool.handle(parsed.data, context);
        return { text: parsed.notice === undefined ? text : `${parsed.notice}\n${text}`, blocks };
      };
    },
  };
}
