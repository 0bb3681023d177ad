/** Registers a prompt of ours with the SDK's server. */

import { completable, type GetPromptResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { PromptDefinition } from "../../definitions/mod.ts";
import { toReadError } from "../calls/results.ts";
import { type RegistrationContext, toCompleter } from "./registration_context.ts";

/** Registers a prompt whose one message is from the user. */
export function registerPrompt(prompt: PromptDefinition, serving: RegistrationContext): void {
  const { name, title, description } = prompt;
  const argsSchema = getSchemaWithCompletion(prompt, serving);
  serving.mcp.registerPrompt(
    name,
    { title, description, argsSchema },
    (args) => getPrompt(prompt, args, serving),
  );
}

async function getPrompt(prompt: PromptDefinition, args: Record<string, unknown>, { desk }: RegistrationContext) {
  try {
    const text = await prompt.render(args, await desk);
    return {
      description: prompt.description,
      messages: [{ role: "user", content: { type: "text", text } }],
    } satisfies GetPromptResult;
  } catch (error) {
    throw toReadError(error, `prompt:${prompt.name}`);
  }
}

const schemasByDesk = new WeakMap<RegistrationContext["desk"], Map<PromptDefinition, z.ZodObject>>();

/** The SDK has a schema carry its completions, and ours look into the desk: one copy does for all connections to a desk. */
function getSchemaWithCompletion(prompt: PromptDefinition, serving: RegistrationContext): z.ZodObject {
  const schemas = schemasByDesk.get(serving.desk) ?? new Map<PromptDefinition, z.ZodObject>();
  schemasByDesk.set(serving.desk, schemas);
  const schema = schemas.get(prompt) ?? addCompletion(prompt, serving);
  schemas.set(prompt, schema);
  return schema;
}

function addCompletion({ argsSchema, complete }: PromptDefinition, serving: RegistrationContext): z.ZodObject {
  const shape = Object.entries(argsSchema.shape).map(([name, schema]) => {
    const values = complete[name];
    return [name, values === undefined ? schema : addCompleter(schema as z.ZodType, toCompleter(values, serving))];
  });
  return z.object(Object.fromEntries(shape));
}

/** A copy, for the schema itself belongs to the definition. */
function addCompleter(schema: z.ZodType, complete: (value: unknown) => Promise<string[]>): z.ZodType {
  if (schema instanceof z.ZodOptional) return addCompleter(schema.unwrap() as z.ZodType, complete).optional();
  return completable(schema.clone(), complete);
}
