/** Messages as the bodies of responses. */

import { MessageSerializer } from "../../../protocol/message_serializer.ts";
import { concatBytes } from "../../../../base/concat_bytes.ts";
import { memoizeLatest } from "./memoize_latest.ts";

const text = new MessageSerializer();
const encoder = new TextEncoder();

/** A long text is the list of open tickets nearly always, which stays the same until something changes. */
const encodeLongText = memoizeLatest((text) => encoder.encode(text));

/**
 * A response with a message as JSON.
 *
 * @param headers What it says besides.
 */
export function createJsonResponse(message: unknown, headers: Record<string, string> = {}): Response {
  const [first, long, last] = text.serialize(message);
  const body = long === undefined
    ? first
    : concatBytes([encoder.encode(first), encodeLongText(long), encoder.encode(last)]);
  return new Response(body, { headers: { "content-type": "application/json", ...headers } });
}
