/** The media types that MCP's transport takes and gives (MCP, basic/transports, "Sending Messages to the Server"). */

import { isJsonContentType } from "@modelcontextprotocol/server";
import { HttpError } from "../http_error.ts";
import { memoizeLatest } from "./memoize_latest.ts";

const isJson = memoizeLatest(isJsonContentType);

/**
 * Refuses a body that isn't plain JSON.
 *
 * @throws {HttpError} 415
 */
export function checkContentType({ headers }: Request): void {
  if (!isJson(headers.get("content-type") ?? "")) {
    throw new HttpError(415, "The body must be JSON: send it with Content-Type: application/json.", {
      headers: { Accept: "application/json" },
    });
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new HttpError(415, `The body must not be compressed, and this one is (${encoding}).`, {
      headers: { "Accept-Encoding": "identity" },
    });
  }
}

/**
 * Refuses a client that doesn't list every media type that it may get: by name, for the specification has it so, and not
 * by ranges such as `*\/*`.
 *
 * @param types All of them must be acceptable to it.
 * @throws {HttpError} 406
 */
export function checkAccept({ headers }: Request, types: readonly string[]): void {
  const listed = parseAccept(headers.get("accept") ?? "");
  const refused = types.find((type) => !listed.has(type));
  if (refused === undefined) return;
  throw new HttpError(406, `Answers may be ${types.join(" or ")}: send Accept: ${types.join(", ")}.`);
}

/** Those that are acceptable; with a weight of 0 a type is not (RFC 9110, section 12.5.1). */
const parseAccept = memoizeLatest((accept) => {
  const parts = accept.toLowerCase().split(",").map((part) => part.split(";").map((piece) => piece.trim()));
  const accepted = parts.filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  return new Set(accepted.map(([type]) => type));
});
