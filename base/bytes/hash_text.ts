/** Computes a 32-bit checksum of a text (FNV-1a over UTF-16 code units). It notices damage, but no one who means harm. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
