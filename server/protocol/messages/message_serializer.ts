/** Messages as JSON. Long texts are serialized once. */

import { JsonResult } from "./json_result.ts";

/** Shorter texts are cheaper to serialize again. In UTF-16 code units. */
const MIN_CACHED_LENGTH = 4096;

/** Replaces a part of a message whose JSON is there already. It is random, so no text contains it. */
const PLACEHOLDER = crypto.randomUUID();

/**
 * Serializes messages. The list of open tickets has 20 KB, is read by all agents, and stays the same until something
 * changes: its JSON is kept, so that a response with it leaves little garbage.
 */
export class MessageSerializer {
  #long = "";
  #json = "";

  /** Serializes a message. The pieces must be written together, in order. */
  serialize(message: unknown): readonly string[] {
    const { result } = message as { result?: unknown };
    if (result instanceof JsonResult) return insert(result.json, { ...message as object, result: PLACEHOLDER });
    const text = findLongText(message);
    if (text === undefined) return [JSON.stringify(message)];
    if (text !== this.#long) {
      this.#long = text;
      this.#json = JSON.stringify(text);
    }
    return insert(this.#json, message, (_name, value) => value === text ? PLACEHOLDER : value);
  }
}

/** Serializes a message with JSON in the places of the placeholder. */
function insert(json: string, message: unknown, replacer?: (name: string, value: unknown) => unknown): string[] {
  const around = JSON.stringify(message, replacer).split(`"${PLACEHOLDER}"`);
  return around.flatMap((piece, index) => index === 0 ? [piece] : [json, piece]);
}

/** Finds the text of a response with one resource, if it is long. */
function findLongText(message: unknown): string | undefined {
  const { result } = message as { result?: { contents?: { text?: unknown }[] } };
  const text = result?.contents?.length === 1 ? result.contents[0]?.text : undefined;
  return typeof text === "string" && text.length >= MIN_CACHED_LENGTH ? text : undefined;
}
