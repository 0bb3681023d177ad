import { isPlainObject } from "../../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../../base/text/short_line.ts";
import type { IncomingMessage, Priority } from "../../../../store/mod.ts";
import { HttpError } from "../wire/mod.ts";

const TEXTS = ["customer", "message", "ticket_id", "reference", "name", "subject", "priority"] as const;
const FIELDS: readonly string[] = [...TEXTS, "tags"];

/**
 * Parses the JSON of a message. The desk validates the values.
 *
 * @throws {HttpError} 400 for a text that is not JSON, 422 for a field that is missing, unknown or of another type.
 */
export function parseMessage(body: string): IncomingMessage {
  const fields = parseObject(body);
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) {
    throw new HttpError(422, `Unknown field "${toShortLine(unknown)}". The fields are ${FIELDS.join(", ")}.`);
  }
  const texts = Object.fromEntries(TEXTS.flatMap((name) => {
    const text = parseText(name, fields[name]);
    return text === undefined ? [] : [[name, text]];
  })) as Partial<Record<typeof TEXTS[number], string>>;
  const { customer, message, priority, ...others } = texts;
  if (customer === undefined) throw new HttpError(422, "customer is missing. Set the customer's email address.");
  if (message === undefined) throw new HttpError(422, "message is missing. Set the customer's text.");
  const tags = parseTags(fields.tags);
  return {
    customer,
    message,
    ...others,
    ...priority !== undefined && { priority: priority as Priority },
    ...tags && { tags },
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const fields = JSON.parse(body);
    if (isPlainObject(fields)) return fields;
  } catch {
    // the same error as for other JSON
  }
  throw new HttpError(400, "The body is not a JSON object. Send one with the fields customer and message.");
}

/** Forms send empty fields, and programs null: neither is a value. A ticket id may be a number. */
function parseText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return name === "ticket_id" ? value.trim().replace(/^#/, "") : value;
  if (name === "ticket_id" && typeof value === "number") return String(value);
  throw new HttpError(422, `${name} must be a text.`);
}

function parseTags(value: unknown): string[] | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (Array.isArray(value) && value.every((tag) => typeof tag === "string")) return value;
  throw new HttpError(422, "tags must be a list of texts.");
}
