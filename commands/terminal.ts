/** The streams that commands write to. */

import type { ApplicationContext } from "@stricli/core";

/** This process's own streams, and a place for its exit code. */
export function openTerminal(): ApplicationContext {
  return {
    process: {
      stdout: { write: (text) => writeAll(Deno.stdout, text) },
      stderr: { write: (text) => writeAll(Deno.stderr, text) },
    },
  };
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    // Whoever read the rest (`support-mcp --help | head -1`) has had enough.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
