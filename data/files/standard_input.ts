import { join } from "node:path";
import { DataError, toDataError } from "./errors.ts";

/** In messages. */
const NAME = "standard input";

/**
 * Standard input, saved to a private temporary file, because imports check the whole data before they read it. Disposing
 * of it removes the file.
 */
export class StandardInput implements AsyncDisposable {
  readonly name = NAME;

  private constructor(private readonly folder: string, readonly path: string) {}

  /**
   * Reads standard input to its end.
   *
   * @param extension Of the file, such as `csv`.
   * @param signal Ends the reading early.
   * @throws {DataError} If it cannot be read or saved.
   */
  static async read(extension: string, signal: AbortSignal): Promise<StandardInput> {
    const folder = await Deno.makeTempDir({ prefix: "support-mcp-" });
    const input = new StandardInput(folder, join(folder, `stdin.${extension}`));
    try {
      const file = await Deno.open(input.path, { write: true, createNew: true, mode: 0o600 });
      await Deno.stdin.readable.pipeTo(file.writable, { signal });
    } catch (error) {
      if (signal.aborted) return input;
      await input[Symbol.asyncDispose]();
      throw toDataError("save", NAME, error);
    }
    return input;
  }

  /** Names standard input in an error, in place of the file. */
  convertError(error: unknown): unknown {
    if (!(error instanceof DataError)) return error;
    return new DataError(error.message.replaceAll(this.path, NAME), { cause: error });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}
