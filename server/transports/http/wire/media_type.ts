/** The media types of MCP's transport (MCP, basic/transports, "Sending Messages to the Server"). */

import { isJsonContentType } from "@modelcontextprotocol/server";
import { HttpError } from "./http_error.ts";
import { memoizeLatest } from "./memoize_latest.ts";

const isJson = memoizeLatest(isJsonContentType);

/**
 * Rejects bodies that are not plain JSON.
 *
 * @throws {HttpError} 415
 */
export function checkContentType({ headers }: Request): void {
  if (!isJson(headers.get("content-type") ?? "")) {
    throw new HttpError(415, "The body must be JSON. Send it with Content-Type: application/json.", {
      headers: { Accept: "application/json" },
    });
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new HttpError(415, `Content-Encoding ${encoding} is not supported. Send the body uncompressed.`, {
      headers: { "Accept-Encoding": "identity" },
    });
  }
}

/**
 * Rejects clients that don't list every media type that they may get. They must name them, as the specification requires:
 * ranges such as `*\/*` are not enough.
 *
 * @param types The media types that a client must accept.
 * @throws {HttpError} 406
 */
export function checkAccept({ headers }: Request, types: readonly string[]): void {
  const accepted = parseAccept(headers.get("accept") ?? "");
  const missing = types.find((type) => !accepted.has(type));
  if (missing === undefined) return;
  throw new HttpError(406, `The Accept header must list ${types.join(" and ")}. Send Accept: ${types.join(", ")}.`);
}

/** The accepted types. A type with a weight of 0 is not accepted (RFC 9110, section 12.5.1). */
const parseAccept = memoizeLatest((accept) => {
  const parts = accept.toLowerCase().split(",").map((part) => part.split(";").map((piece) => piece.trim()));
  const accepted = parts.filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  return new Set(accepted.map(([type]) => type));
});
