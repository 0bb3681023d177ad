/** Computes a 32-bit checksum of a text (FNV-1a over UTF-16 code units). It detects accidental damage, but not tampering. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
