/** The media types that MCP's transport takes and gives (MCP, basic/transports, "Sending Messages to the Server"). */

import { isJsonContentType } from "@modelcontextprotocol/server";
import { Refusal } from "./refusal.ts";

/**
 * Refuses a body that isn't plain JSON.
 *
 * @throws {Refusal} 415
 */
export function checkContentType({ headers }: Request): void {
  if (!isJsonContentType(headers.get("content-type"))) {
    throw new Refusal(415, "The body must be JSON: send it with Content-Type: application/json.", {
      headers: { Accept: "application/json" },
    });
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new Refusal(415, `The body must not be compressed, and this one is (${encoding}).`, {
      headers: { "Accept-Encoding": "identity" },
    });
  }
}

/**
 * Refuses a client that doesn't list every media type that it may get: by name, for the specification has it so, and not
 * by ranges such as `*\/*`.
 *
 * @param types All of them must be acceptable to it.
 * @throws {Refusal} 406
 */
export function checkAccept({ headers }: Request, types: readonly string[]): void {
  const refused = types.find((type) => !lists(headers.get("accept") ?? "", type));
  if (refused === undefined) return;
  throw new Refusal(406, `Answers may be ${types.join(" or ")}: send Accept: ${types.join(", ")}.`);
}

/** RFC 9110, section 12.5.1: a weight of 0 means that it is not acceptable. */
function lists(accept: string, type: string): boolean {
  return accept.toLowerCase().split(",").some((part) => {
    const [listed, ...parameters] = part.split(";").map((piece) => piece.trim());
    return listed === type && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
