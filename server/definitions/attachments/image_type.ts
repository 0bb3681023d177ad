/** The images that models can see, by their first bytes. Dots stand for any byte. */
const SIGNATURES: readonly [mediaType: string, signature: RegExp][] = [
  ["image/png", /^\x89PNG\r\n.\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF.{4}WEBP/s],
];

/**
 * Detects an image that models can see. The stated media type does not count: hosts fail on an image of another type than
 * stated, and then the whole conversation does.
 *
 * @returns The media type, or undefined if the file is something else.
 */
export function detectImageType(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return SIGNATURES.find(([, signature]) => signature.test(start))?.[0];
}
