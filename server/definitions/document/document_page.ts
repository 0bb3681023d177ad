import { findPageEnd } from "../attachments/mod.ts";

export interface DocumentPage {
  text: string;
  /** The start of the next page, in UTF-16 code units; null on the last page. */
  nextOffset: number | null;
}

/**
 * Reads one page of a document, and no more pieces than it needs.
 *
 * @param offset Where the page starts, in UTF-16 code units.
 * @param maxBytes See {@linkcode findPageEnd}.
 */
export async function readDocumentPage(
  pieces: AsyncIterable<string>,
  offset: number,
  maxBytes: number,
): Promise<DocumentPage> {
  let text = "";
  let position = 0;
  for await (const piece of pieces) {
    text += piece.slice(Math.max(0, offset - position));
    position += piece.length;
    if (text.length > maxBytes) break;
  }
  const end = findPageEnd(text, 0, maxBytes);
  return { text: text.slice(0, end), nextOffset: end < text.length ? offset + end : null };
}
