/** A file or a folder in an archive. */
export interface Entry {
  /** A relative path with `/` between names. A folder's path ends in `/`. */
  path: string;
  /** Empty for a folder. */
  content: Uint8Array;
  /** Permission bits, such as `0o755`. */
  mode: number;
  /** The number of its user and group; 0 if absent. */
  owner?: number;
}

/** Creates a file entry from text. */
export function toTextEntry(path: string, text: string, mode = 0o644): Entry {
  return { path, content: new TextEncoder().encode(text), mode };
}

/** Creates a file entry from a file. */
export async function readEntry(path: string, file: string | URL, mode = 0o644): Promise<Entry> {
  return { path, content: await Deno.readFile(file), mode };
}
