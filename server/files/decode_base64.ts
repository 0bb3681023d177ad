import { DeskError } from "../../store/mod.ts";

export interface DecodedContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The media type, if a data URL states one. */
  readonly type: string | undefined;
}

/** The head of a data URL (RFC 2397). */
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=."-]+)*;base64,/i;

/**
 * Decodes base64 as models and libraries write it: with either alphabet, with or without padding and line breaks, alone or in
 * a data URL.
 *
 * @throws {DeskError} `invalid` if it is not base64.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodeBase64 } from "./decode_base64.ts";
 *
 * const { bytes, type } = decodeBase64("data:text/plain;base64,SGk=");
 * assert.deepEqual([new TextDecoder().decode(bytes), type], ["Hi", "text/plain"]);
 * ```
 */
export function decodeBase64(text: string): DecodedContent {
  const head = DATA_URL.exec(text.trimStart());
  const digits = text.trimStart().slice(head?.[0].length ?? 0).replaceAll("-", "+").replaceAll("_", "/");
  try {
    return { bytes: Uint8Array.fromBase64(digits), type: head?.[1]?.toLowerCase() };
  } catch (cause) {
    throw new DeskError(
      "invalid",
      "content_base64 is not valid base64. Encode the file's bytes again, or pass a text file as text.",
      { cause },
    );
  }
}
