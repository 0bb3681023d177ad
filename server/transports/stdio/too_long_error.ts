/** Messages that are too long to be parsed. Their ends show what they are. */

import { InvalidMessageError, InvalidResponseError, isRequestId } from "../../protocol/mod.ts";

const ID = String.raw`"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+)`;
/** Before `id` there are only members that can't contain another one. */
const ID_AT_START = new RegExp(String.raw`^\s*\{\s*(?:"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,\s*)*${ID}\s*[,}]`);
/** The last brace closes the message itself. */
const ID_AT_END = new RegExp(String.raw`[,{]\s*${ID}\s*\}\s*$`);
const RESPONSE = new RegExp(
  String.raw`^\s*\{\s*(?:"jsonrpc"\s*:\s*"[^"\\]*"\s*,\s*|${ID}\s*,\s*)*"(?:result|error)"\s*:`,
);

/**
 * Rejects a message that is too long. If it is a response, it fails the server's request.
 *
 * @param start The start of the message.
 * @param end Its end.
 * @param maxBytes The limit.
 */
export function createTooLongError(start: string, end: string, maxBytes: number): InvalidMessageError {
  const problem = `The message is too long (limit ${maxBytes.toLocaleString("en-US")} bytes).`;
  const id = findId(start, end);
  if (!RESPONSE.test(start)) return new InvalidMessageError(problem, id);
  return new InvalidResponseError(problem, isRequestId(id) ? id : undefined);
}

/** Finds the id of a message, so that its sender gets a response. Null if there is none, or it is no text or number. */
function findId(start: string, end: string): unknown {
  const text = ID_AT_START.exec(start)?.[1] ?? ID_AT_END.exec(end)?.[1];
  if (text === undefined) return null;
  try {
    const id: unknown = JSON.parse(text);
    return isRequestId(id) ? id : JSON.rawJSON(text); // as it was sent: a large number would lose digits
  } catch {
    return null;
  }
}
