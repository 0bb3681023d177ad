/** Writes a module that exports JSON as `prepared`, and contains it compressed. */
export async function writeCompressedModule(json: string): Promise<string> {
  const compressed = new Blob([json]).stream().pipeThrough(new CompressionStream("gzip"));
  const base64 = (await new Response(compressed).bytes()).toBase64();
  return `const compressed = new Blob([Uint8Array.fromBase64("${base64}")]).stream();
export const prepared = await new Response(compressed.pipeThrough(new DecompressionStream("gzip"))).json();\n`;
}
