/** Imports of files, for tests. */

import { importFrom, type ImportSummary, type OpenOptions, openSource, ProgressMeter } from "../../data/mod.ts";
import { type Actor, type Archive, type Desk, openDesk } from "../../store/mod.ts";

export const BY: Actor = { kind: "system", name: "support-mcp import", version: "1.2.3" };

/** Opens a desk in memory. */
export async function openEmptyDesk(): Promise<Desk & AsyncDisposable> {
  const desk = await openDesk(":memory:");
  return { ...desk, [Symbol.asyncDispose]: () => desk.close() };
}

/** The result of an import. `refused` and `remarks` have the form `file:place text`. */
export interface Imported {
  summary: ImportSummary;
  refused: string[];
  remarks: string[];
}

/** Options of the command line. */
export interface Options {
  format?: NonNullable<OpenOptions["format"]>;
  map?: Record<string, string>;
  defaults?: Record<string, string>;
  /** The target (default: the desk's archive). */
  archive?: Archive;
}

/** Imports a file or folder. */
export async function importFile(desk: Desk, path: string, options: Options = {}): Promise<Imported> {
  const { format, map = {}, defaults = {}, archive = desk.archive } = options;
  const csv = { columns: toMap(map), defaults: toMap(defaults) };
  const source = await openSource(path, { csv, ...format && { format } });
  const [refused, remarks]: string[][] = [[], []];
  const summary = await importFrom(source, archive, {
    by: BY,
    meter: new ProgressMeter(),
    customFields: Object.keys((await desk.settings.read()).fields),
    onRefused: ({ file, at }, reason) => refused!.push(`${file}:${at} ${reason}`),
    onRemark: ({ file, at }, text) => remarks!.push(`${file}:${at} ${text}`),
  });
  return { summary, refused: refused!, remarks: remarks! };
}

function toMap(record: Record<string, string>): OpenOptions["csv"]["columns"] {
  return new Map(Object.entries(record)) as OpenOptions["csv"]["columns"];
}

/** Writes files into a folder, with subfolders. */
export async function writeFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
  }
}
