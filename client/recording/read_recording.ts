import * as z from "zod";
import { SetUpFailure } from "../set_up_failure.ts";
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
 * @throws {SetUpFailure} When there is no such file, or a line of it is none of a recording's.
 */
export async function readRecording(file: string): Promise<Recording> {
  const [first = "", ...lines] = (await textOf(file)).split("\n");
  return { file, header: headerOf(first, file), entries: entriesOf(lines, file) };
}

async function textOf(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file; check its name"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new SetUpFailure(`The recording ${file} can't be read: ${reason}.`, [], { cause: error });
  }
}

function headerOf(line: string, file: string): Header {
  const read = header.safeParse(jsonOf(line));
  if (!read.success) {
    throw new SetUpFailure(`${file} is no recording: its first line isn't the header that \`agent --record\` writes.`);
  }
  if (read.data.version > FORMAT_VERSION) {
    throw new SetUpFailure(
      `The recording ${file} has version ${read.data.version} of the format, and this program reads version ` +
        `${FORMAT_VERSION}: it was made by support-mcp ${read.data.program}; take that one, or a newer one.`,
    );
  }
  return read.data;
}

/** A run that broke off may have left half of a last line: that is left out. */
function entriesOf(lines: readonly string[], file: string): Entry[] {
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    const read = entry.safeParse(jsonOf(line));
    if (read.success) return [read.data];
    if (index === lines.length - 1) return [];
    const reason = z.prettifyError(read.error).replaceAll(/\s+/g, " ");
    throw new SetUpFailure(`${file}, line ${index + 2}, is no line of a recording: ${reason}.`);
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
