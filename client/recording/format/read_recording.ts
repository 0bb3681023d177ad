import * as z from "zod";
import { SetupError } from "../../errors/mod.ts";
import { type Entry, entry, FORMAT_VERSION, type Header, header } from "./entries.ts";

/** A parsed recording. */
export interface Recording {
  file: string;
  header: Header;
  entries: readonly Entry[];
}

/**
 * Reads a recording.
 *
 * @throws {SetupError} If the file cannot be read or a line is invalid.
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
      ? "it does not exist. Check the path"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new SetupError(`Cannot read the recording ${file}: ${reason}.`, [], { cause: error });
  }
}

function parseHeader(line: string, file: string): Header {
  const read = header.safeParse(parseJson(line));
  if (!read.success) {
    throw new SetupError(
      `${file} is not a recording: its first line is not the header that \`agent --record\` writes.`,
    );
  }
  if (read.data.version > FORMAT_VERSION) {
    throw new SetupError(
      `The recording ${file} has format version ${read.data.version}, but this program supports only ` +
        `${FORMAT_VERSION}. Use support-mcp ${read.data.program} or later.`,
    );
  }
  return read.data;
}

/** Parses all entries. Ignores an incomplete last line, which a run may leave when it is interrupted. */
function parseEntries(lines: readonly string[], file: string): Entry[] {
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    const read = entry.safeParse(parseJson(line));
    if (read.success) return [read.data];
    if (index === lines.length - 1) return [];
    const reason = z.prettifyError(read.error).replaceAll(/\s+/g, " ");
    throw new SetupError(`${file}, line ${index + 2}: invalid entry: ${reason}.`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
