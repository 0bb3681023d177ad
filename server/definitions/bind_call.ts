/** Binds calls to their tools: with arguments in strict form, as nearly all are, without zod. */

import type * as z from "zod";
import { countCharacters } from "../../base/text/count_characters.ts";
import { isBlank } from "../../base/text/is_blank.ts";
import { isBareAddress } from "../../base/text/mailbox.ts";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { memoize } from "../../base/values/memoize.ts";
import { DeskError, isTicketId } from "../../store/mod.ts";
import { type ArgumentsSchema, hasEffect, prepared, type ValueSchema } from "./arguments/mod.ts";
import type { InteractiveContext, Schemas, ToolDefinition, ToolOutput } from "./definition.ts";
import type { ArgumentRules, ParsedArguments } from "./validation/mod.ts";

/** A tool that takes arguments. */
export interface Callable<Input, Output> extends Omit<ArgumentRules<Input>, "schema"> {
  readonly inputSchema: (schemas: Schemas) => z.ZodType<Input> & z.ZodObject;
  handle(input: Input, context: InteractiveContext): Promise<Output>;
}

/**
 * Converts the output of a tool to its result.
 *
 * @param notice Remarks on the arguments.
 * @param schemas Undefined if the call did not need them.
 */
export type ToResult<Input, Output> = (
  output: Output,
  call: { input: Input; context: InteractiveContext; notice: string | undefined; schemas: Schemas | undefined },
) => ToolOutput;

/** Creates the functions of a tool that parse arguments and carry out the calls. */
export function createBinding<Input, Output>(
  tool: Callable<Input, Output>,
  toResult: ToResult<Input, Output>,
): Pick<ToolDefinition, "inputSchema" | "bind" | "bindStrictly"> {
  const strict = prepared?.[tool.name];
  const getRules = memoize((schemas: Schemas): ArgumentRules<Input> => ({
    ...tool,
    schema: tool.inputSchema(schemas),
  }));
  const run = async (input: Input, context: InteractiveContext, notice?: string, schemas?: Schemas) =>
    toResult(await tool.handle(input, context), { input, context, notice, schemas });
  return {
    inputSchema: (schemas) => getRules(schemas).schema,
    bind(input, { parseArguments, schemas }) {
      const rules = getRules(schemas);
      const parsed = parseStrictly(rules, input) ?? parseArguments(rules, input);
      return (context) => {
        if (!parsed.success) throw new DeskError("invalid", parsed.message, { reasons: parsed.reasons ?? [] });
        const { data, notice } = parsed;
        const result = run(data, context, notice, schemas);
        return notice === undefined ? result : result.catch(addToError(notice));
      };
    },
    bindStrictly(input) {
      const data = strict && matchArguments(strict.arguments, input);
      if (data === undefined || tool.effects !== undefined && !hasEffect(tool.effects, data)) return undefined;
      return (context) => run(data as Input, context);
    },
  };
}

/** Puts a notice before the message of the desk's errors: ignored arguments are named even if the call fails. */
function addToError(notice: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DeskError)) throw error;
    throw new DeskError(error.code, `${notice}\n${error.message}`, {
      cause: error,
      reasons: error.reasons,
    });
  };
}

/** Parses arguments that match their schema as they are. Returns undefined for all others. */
function parseStrictly<Input>(
  { schema, effects }: ArgumentRules<Input>,
  input: unknown,
): ParsedArguments<Input> | undefined {
  const given = input as Readonly<Record<string, unknown>>;
  for (const name in given) {
    const value = given[name];
    if (!Object.hasOwn(schema.shape, name) || hasPrototypeMember(value) || hasBlankText(value)) return undefined;
  }
  const { success, data } = schema.safeParse(input);
  if (!success || effects !== undefined && !hasEffect(effects, data)) return undefined;
  return { success, data };
}

/** Reports a text of only white space, which may mean that the argument is absent. */
function hasBlankText(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasBlankText) : typeof value === "string" && isBlank(value);
}

/** Reports a member whose name zod drops. It is unknown, and must not be ignored. */
function hasPrototypeMember(value: unknown): boolean {
  return isPlainObject(value) && Object.hasOwn(value, "__proto__");
}

/**
 * Matches arguments with the JSON Schema of a tool, and adds the defaults.
 *
 * @returns Undefined if they may not match: zod decides whether they are valid, and explains why not.
 */
export function matchArguments(
  { properties, required }: ArgumentsSchema,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  for (const name of Object.keys(input)) if (!Object.hasOwn(properties, name)) return undefined;
  const matched: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (Object.hasOwn(input, name)) {
      if (!matches(schema, input[name])) return undefined;
      matched[name] = input[name];
    } else if (schema.default !== undefined) matched[name] = copyDefault(schema.default);
    else if (required.includes(name)) return undefined;
  }
  return matched;
}

/** A handler may change a list that it gets. */
function copyDefault(value: unknown): unknown {
  return Array.isArray(value) ? [...value] : value;
}

const FORMS = { ticket_id: isTicketId, email: isBareAddress, key: (text: string) => !isBlank(text) };

function matches(schema: ValueSchema, value: unknown): boolean {
  switch (schema.type) {
    case "string":
      return typeof value === "string" && matchesText(schema, value);
    case "integer":
      return Number.isSafeInteger(value) && Number(value) >= schema.minimum && Number(value) <= schema.maximum;
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value) && value.length <= (schema.maxItems ?? Infinity) &&
        value.every((item) => matches(schema.items, item));
    case "object":
      return isPlainObject(value) && !hasPrototypeMember(value);
  }
}

function matchesText(
  { minLength = 0, maxLength = Infinity, pattern, enum: values, format }: ValueSchema & { type: "string" },
  text: string,
): boolean {
  const isLongEnough = text.length >= 2 * minLength || countCharacters(text) >= minLength; // a character has one or two units
  if (minLength > 0 && isBlank(text)) return false; // it may mean that the argument is absent
  return isLongEnough && text.length <= maxLength && (values === undefined || values.includes(text)) &&
    (pattern === undefined || new RegExp(pattern).test(text)) && (format === undefined || FORMS[format](text));
}
