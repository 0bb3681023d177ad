/** The streams that commands write to. */

import type { ApplicationContext } from "@stricli/core";

export interface Terminal extends ApplicationContext {
  /** The width of the terminal; undefined if standard output is not a terminal, or has no known width. */
  readonly columns?: number | undefined;
}

/** Opens this process's own streams. */
export function openTerminal(): Terminal {
  return {
    process: {
      stdout: { write: (text) => writeAll(Deno.stdout, text) },
      stderr: { write: (text) => writeAll(Deno.stderr, text) },
    },
    get columns() {
      return Deno.stdout.isTerminal() ? Deno.consoleSize().columns || undefined : undefined;
    },
  };
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    // The reader (`support-mcp --help | head -1`) has closed the pipe: the rest is not wanted.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
