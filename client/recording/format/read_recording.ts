import * as z from "zod";
import { SetupError } from "../../errors/mod.ts";
import { type Entry, entry, FORMAT_VERSION, type Header, header } from "./entries.ts";

/** A recording as it was read. */
export interface Recording {
  file: string;
  header: Header;
  entries: readonly Entry[];
}

/**
 * Reads a recording.
 *
 * @throws {SetupError} When there is no such file, or a line of it is none of a recording's.
 */
export async function readRecording(file: string): Promise<Recording> {
  const [first = "", ...lines] = (await readText(file)).split("\n");
  return { file, header: parseHeader(first, file), entries: parseEntries(lines, file) };
}

async function readText(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file; check its name"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new SetupError(`The recording ${file} can't be read: ${reason}.`, [], { cause: error });
  }
}

function parseHeader(line: string, file: string): Header {
  const read = header.safeParse(parseJson(line));
  if (!read.success) {
    throw new SetupError(`${file} is no recording: its first line isn't the header that \`agent --record\` writes.`);
  }
  if (read.data.version > FORMAT_VERSION) {
    throw new SetupError(
      `The recording ${file} has version ${read.data.version} of the format, and this program reads version ` +
        `${FORMAT_VERSION}: it was made by support-mcp ${read.data.program}; take that one, or a newer one.`,
    );
  }
  return read.data;
}

/** A run that broke off may have left half of a last line: that is left out. */
function parseEntries(lines: readonly string[], file: string): Entry[] {
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    const read = entry.safeParse(parseJson(line));
    if (read.success) return [read.data];
    if (index === lines.length - 1) return [];
    const reason = z.prettifyError(read.error).replaceAll(/\s+/g, " ");
    throw new SetupError(`${file}, line ${index + 2}, is no line of a recording: ${reason}.`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
