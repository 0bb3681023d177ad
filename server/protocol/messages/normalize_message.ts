import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { renamePrototypeMember } from "../../../base/values/rename_prototype_member.ts";

export type Members = Record<string, unknown>;

/**
 * Removes what clients send for "absent": `params` that are null or `[]`, and null for a metadata object, token or arguments;
 * in responses, null for a metadata object.
 */
export function normalizeMessage(message: Members): void {
  const { method, params, result } = message;
  if (isPlainObject(result) && result._meta === null) delete result._meta;
  if (params === null || Array.isArray(params) && params.length === 0) delete message.params;
  if (!isPlainObject(params)) return;
  const { _meta } = params;
  if (_meta === null) delete params._meta;
  else if (isPlainObject(_meta) && _meta.progressToken === null) delete _meta.progressToken;
  if (typeof method !== "string") return;
  if (method === "tools/call" || method === "prompts/get") normalizeArguments(method, params);
}

/** Reads arguments that are null, or JSON text. Prompt arguments must be strings (MCP, server/prompts). */
function normalizeArguments(method: string, params: Members): void {
  const given = params.arguments;
  if (given === null || typeof given === "string" && ["", "null"].includes(given.trim())) delete params.arguments;
  else if (typeof given === "string") params.arguments = parseObject(given) ?? given;
  if (!isPlainObject(params.arguments)) return;
  params.arguments = renamePrototypeMember(params.arguments);
  if (method !== "prompts/get" || !isPlainObject(params.arguments)) return;
  for (const [name, value] of Object.entries(params.arguments)) {
    if (value === null) delete params.arguments[name];
    else if (typeof value === "number" || typeof value === "boolean") params.arguments[name] = String(value);
  }
}

function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
