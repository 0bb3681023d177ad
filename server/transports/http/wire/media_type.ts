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

export type ResponseType = "application/json" | "text/event-stream";

/**
 * Rejects clients that do not accept a type. The specification requires them to list both types, but many list `*\/*`, JSON
 * alone, or nothing.
 *
 * @throws {HttpError} 406
 */
export function checkAccept(request: Request, type: ResponseType): void {
  if (accepts(request, type)) return;
  throw new HttpError(406, `The Accept header must include ${type}. Send Accept: application/json, text/event-stream.`);
}

/** Checks whether a client accepts a type. Without a header it accepts everything (RFC 9110, section 12.5.1). */
export function accepts({ headers }: Request, type: ResponseType): boolean {
  const accept = headers.get("accept");
  return accept === null || accept.trim() === "" || parseAccept(accept)(type);
}

/** The most specific range decides. A weight of 0 means that the type is not accepted. */
const parseAccept = memoizeLatest((accept) => {
  const ranges = new Map(
    accept.toLowerCase().split(",").map((part) => {
      const [range, ...parameters] = part.split(";").map((piece) => piece.trim());
      return [range, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))];
    }),
  );
  return (type: ResponseType): boolean => {
    const [kind] = type.split("/");
    return ranges.get(type) ?? ranges.get(`${kind}/*`) ?? ranges.get("*/*") ?? false;
  };
});
