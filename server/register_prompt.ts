/** Registers a prompt of ours with the SDK's server. */

import { completable, type GetPromptResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Complete, PromptDefinition } from "./definition.ts";
import { readFailure } from "./results.ts";
import { completing, type Serving } from "./serving.ts";

/** Registers a prompt whose one message is from the user. */
export function registerPrompt(prompt: PromptDefinition, serving: Serving): void {
  const { name, title, description } = prompt;
  const argsSchema = completedSchema(prompt, serving);
  serving.mcp.registerPrompt(
    name,
    { title, description, argsSchema },
    (args) => getPrompt(prompt, args, serving),
  );
}

async function getPrompt(prompt: PromptDefinition, args: Record<string, unknown>, { desk }: Serving) {
  try {
    const text = await prompt.text(args, await desk);
    return {
      description: prompt.description,
      messages: [{ role: "user", content: { type: "text", text } }],
    } satisfies GetPromptResult;
  } catch (error) {
    throw readFailure(error, `prompt:${prompt.name}`);
  }
}

const schemasByDesk = new WeakMap<Serving["desk"], Map<PromptDefinition, z.ZodObject>>();

/** The SDK has a schema carry its completions, and ours look into the desk: one copy does for all connections to a desk. */
function completedSchema(prompt: PromptDefinition, serving: Serving): z.ZodObject {
  const schemas = schemasByDesk.get(serving.desk) ?? new Map<PromptDefinition, z.ZodObject>();
  schemasByDesk.set(serving.desk, schemas);
  const schema = schemas.get(prompt) ?? withCompletion(prompt, serving);
  schemas.set(prompt, schema);
  return schema;
}

function withCompletion({ argsSchema, complete = {} }: PromptDefinition, serving: Serving): z.ZodObject {
  const shape = Object.entries(argsSchema.shape).map(([name, schema]) => {
    const values = (complete as Record<string, Complete>)[name];
    return [name, values === undefined ? schema : completed(schema as z.ZodType, completing(values, serving))];
  });
  return z.object(Object.fromEntries(shape));
}

/** A copy, for the schema itself belongs to the definition. */
function completed(schema: z.ZodType, complete: (value: unknown) => Promise<string[]>): z.ZodType {
  if (schema instanceof z.ZodOptional) return completed(schema.unwrap() as z.ZodType, complete).optional();
  return completable(schema.clone(), complete);
}
