/** Messages as the bodies of responses. */

import { MessageText } from "../message_text.ts";
import { joined } from "./joined.ts";
import { remembering } from "./remembering.ts";

const text = new MessageText();
const encoder = new TextEncoder();

/** A long text is the list of open tickets nearly always, which stays the same until something changes. */
const bytesOf = remembering((text) => encoder.encode(text));

/**
 * A response with a message as JSON.
 *
 * @param headers What it says besides.
 */
export function jsonResponse(message: unknown, headers: Record<string, string> = {}): Response {
  const [first, long, last] = text.of(message);
  const body = long === undefined ? first : joined([encoder.encode(first), bytesOf(long), encoder.encode(last)]);
  return new Response(body, { headers: { "content-type": "application/json", ...headers } });
}
