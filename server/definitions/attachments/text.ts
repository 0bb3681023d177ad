/**
 * Decodes UTF-8. A byte order mark is kept.
 *
 * @returns Undefined if the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Finds the end of the page that starts at `start`. A page does not end within a character.
 *
 * @param maxBytes The maximum length of the page as JSON, at least 12: escapes and other alphabets take more bytes.
 * @returns An index of the text.
 */
export function findPageEnd(text: string, start: number, maxBytes: number): number {
  let end = Math.min(text.length, start + maxBytes);
  for (;;) {
    const bytes = new TextEncoder().encode(JSON.stringify(text.slice(start, end))).length;
    if (bytes <= maxBytes) break;
    end = start + Math.floor((end - start) * maxBytes / bytes);
  }
  const isSplit = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return isSplit ? end - 1 : end;
}
