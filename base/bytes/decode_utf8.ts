const decoder = new TextDecoder(); // removes a byte order mark
const strictDecoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Decodes UTF-8, without a byte order mark.
 *
 * The strict decoder of Deno takes several times as long as the other, so it sees only texts in which that one has
 * replaced something, or that contain its replacement character.
 *
 * @throws {TypeError} If the bytes are not valid UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes("\ufffd") ? strictDecoder.decode(bytes) : text;
}
