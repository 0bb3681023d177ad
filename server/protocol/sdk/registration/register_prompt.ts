/** Registers prompts with the SDK's server. */

import { completable, type GetPromptResult, type ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { PromptDefinition } from "../../../definitions/mod.ts";
import { schemas } from "../../../definitions/validation/mod.ts";
import { readUserName, toReadError } from "../../calls/mod.ts";
import type { RegistrationContext } from "../../server_options.ts";
import { type SharedSchema, toPublishedSchema } from "./shared_schema.ts";
import { toCompleter } from "./to_completer.ts";

/** Registers a prompt. Its only message is from the user. */
export function registerPrompt(prompt: PromptDefinition, context: RegistrationContext): void {
  const { name, title, description } = prompt;
  const argsSchema = getSchemaWithCompletion(prompt, context);
  context.mcp.registerPrompt(
    name,
    { title, description, argsSchema },
    (args, request) => getPrompt(prompt, args, request, context),
  );
}

async function getPrompt(
  prompt: PromptDefinition,
  args: Record<string, unknown>,
  { http }: ServerContext,
  { desk, user }: RegistrationContext,
) {
  try {
    const { tickets, customers, knowledge, settings, approvals } = await desk;
    const userName = await readUserName({ authInfo: http?.authInfo, user }, { settings });
    const getUserName = () => userName;
    const text = await prompt.render(args, { tickets, customers, knowledge, settings, approvals, getUserName });
    return {
      description: prompt.description,
      messages: [{ role: "user", content: { type: "text", text } }],
    } satisfies GetPromptResult;
  } catch (error) {
    throw toReadError(error);
  }
}

/** The SDK looks for completions in the shape. */
type PromptSchema = SharedSchema & Pick<z.ZodObject, "shape">;

const schemasByDesk = new WeakMap<RegistrationContext["desk"], Map<PromptDefinition, PromptSchema>>();

/** The SDK attaches completions to schemas, and ours read the desk: all connections to a desk share one copy. */
function getSchemaWithCompletion(prompt: PromptDefinition, context: RegistrationContext): PromptSchema {
  const schemas = schemasByDesk.get(context.desk) ?? new Map<PromptDefinition, PromptSchema>();
  schemasByDesk.set(context.desk, schemas);
  const schema = schemas.get(prompt) ?? addCompletion(prompt, context);
  schemas.set(prompt, schema);
  return schema;
}

function addCompletion({ complete, ...prompt }: PromptDefinition, context: RegistrationContext): PromptSchema {
  const argsSchema = prompt.argsSchema(schemas);
  const shape = Object.entries(argsSchema.shape).map(([name, schema]) => {
    const values = complete[name];
    return [name, values === undefined ? schema : addCompleter(schema as z.ZodType, toCompleter(values, context))];
  });
  return { ...toPublishedSchema(argsSchema), shape: Object.fromEntries(shape) };
}

/** Adds to a copy: the schema itself belongs to the definition. */
function addCompleter(schema: z.ZodType, complete: (value: unknown) => Promise<string[]>): z.ZodType {
  if (schema instanceof z.ZodOptional) return addCompleter(schema.unwrap() as z.ZodType, complete).optional();
  return completable(schema.clone(), complete);
}
