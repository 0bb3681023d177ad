import { concatBytes } from "../../base/bytes/concat_bytes.ts";

const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];
/** Matches a member. Inside a text, a backslash would precede the quotation mark. */
const NULL_METADATA = /(?<=[{,\s])"_meta"(\s*:\s*)null/g;

/** Replaces `"_meta":null` in a body, which some servers write and the SDK rejects, by an empty object. */
export class NullMetadata {
  #line: Uint8Array<ArrayBuffer>[] = [];

  /**
   * Adds a chunk of the body.
   *
   * @returns The lines that are complete.
   */
  add(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const end = Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(CARRIAGE_RETURN)) + 1;
    if (end > 0) this.#line.push(bytes.subarray(0, end));
    const lines = end === 0 ? [] : this.#line.splice(0);
    if (end < bytes.length) this.#line.push(bytes.subarray(end));
    return replace(concatBytes(lines));
  }

  /** Returns the last line, once the body is complete. */
  end(): Uint8Array<ArrayBuffer> {
    return replace(concatBytes(this.#line.splice(0)));
  }
}

function replace(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytes);
  const replaced = text.replace(NULL_METADATA, '"_meta"$1{}');
  return replaced === text ? bytes : new TextEncoder().encode(replaced);
}
