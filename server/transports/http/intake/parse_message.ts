import * as z from "zod";
import { isPlainObject } from "../../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../../base/text/short_line.ts";
import type { IncomingMessage } from "../../../../store/mod.ts";
import { normalizeArguments, schemas } from "../../../definitions/validation/mod.ts";
import { HttpError } from "../wire/mod.ts";

/** The fields, which may be written as loosely as the arguments of tools. The desk validates their values. */
const fields = z.object({
  customer: z.string(),
  message: z.string(),
  ticket_id: schemas.ticketId.exactOptional(),
  reference: z.string().min(1).exactOptional(),
  name: z.string().min(1).exactOptional(),
  subject: z.string().min(1).exactOptional(),
  priority: schemas.priority.exactOptional(),
  tags: z.array(z.string().min(1)).exactOptional(),
});

const FIELDS = Object.keys(fields.shape);

/**
 * Parses the JSON of a message.
 *
 * @throws {HttpError} 400 for a text that is not JSON, 422 for a field that is missing, unknown or of another type.
 */
export function parseMessage(body: string): IncomingMessage {
  const { input, unknown: [unknown], ambiguous: [ambiguous] } = normalizeArguments(fields, parseObject(body));
  if (unknown !== undefined) {
    throw new HttpError(422, `Unknown field "${toShortLine(unknown)}". The fields are ${FIELDS.join(", ")}.`);
  }
  if (ambiguous !== undefined) throw new HttpError(422, `${ambiguous} is set twice, with different values.`);
  if (!input.customer) throw new HttpError(422, "customer is missing. Set the customer's email address.");
  if (!input.message) throw new HttpError(422, "message is missing. Set the customer's text.");
  for (const [name, value] of Object.entries(input)) requireType(name, value);
  return input as unknown as IncomingMessage;
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const object = JSON.parse(body);
    if (isPlainObject(object)) return object;
  } catch {
    // the same error as for other JSON
  }
  throw new HttpError(400, "The body is not a JSON object. Send one with the fields customer and message.");
}

function requireType(name: string, value: unknown): void {
  if (name === "tags") {
    if (Array.isArray(value) && value.every((tag) => typeof tag === "string")) return;
    throw new HttpError(422, "tags must be a list of texts.");
  }
  if (typeof value !== "string") throw new HttpError(422, `${name} must be a text.`);
}
