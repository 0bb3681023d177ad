/** Messages as bodies of responses. */

import { concatBytes } from "../../../../../base/bytes/concat_bytes.ts";
import { MessageSerializer } from "../../../../protocol/mod.ts";
import { memoizeLatest } from "../memoize_latest.ts";

const serializer = new MessageSerializer();
const encoder = new TextEncoder();

/** A long text is nearly always the list of open tickets, which stays the same until something changes. */
const encodeLongText = memoizeLatest((text) => encoder.encode(text));

/** Creates a response with a message, or with the responses to a batch. */
export function createJsonResponse(message: unknown, headers: Record<string, string> = {}): Response {
  const [first, long, last] = serializer.serialize(message);
  const body = long === undefined
    ? first
    : concatBytes([encoder.encode(first), encodeLongText(long), encoder.encode(last)]);
  return new Response(body, { headers: { "content-type": "application/json", ...headers } });
}
