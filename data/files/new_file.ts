/** Files that appear under their name only when they are complete. */

import { DataError, toDataError } from "./errors.ts";

export interface NewFileOptions {
  /** Replaces an existing file (default: false). */
  replace?: boolean;
  /** The solution to suggest if a file exists. */
  advice: string;
}

/** A file being written next to its final path. Disposing of it unfinished removes it. */
export class NewFile implements AsyncDisposable {
  /** The path until the file is finished. */
  readonly partial: string;
  readonly #path: string;
  readonly #options: NewFileOptions;
  readonly #file: Deno.FsFile;
  #open = true;
  #finished = false;

  private constructor(path: string, partial: string, file: Deno.FsFile, options: NewFileOptions) {
    this.partial = partial;
    this.#path = path;
    this.#file = file;
    this.#options = options;
  }

  /**
   * Creates the partial file, empty and readable only by its owner.
   *
   * @throws {DataError} If the file already exists or the folder is not writable.
   */
  static async create(path: string, options: NewFileOptions): Promise<NewFile> {
    const present = await Deno.lstat(path).catch(() => null);
    if (present?.isDirectory) {
      throw new DataError(`Cannot write ${path}: it is a folder. Use the path of a file in it.`);
    }
    if (present !== null && !options.replace) throw toFileExistsError(path, options);
    const partial = `${path}.part-${Deno.pid}`;
    try {
      const file = await Deno.open(partial, { write: true, createNew: true, mode: 0o600 });
      return new NewFile(path, partial, file, options);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) {
        throw new DataError(`Cannot write ${path}: its folder does not exist. Create it first.`, { cause: error });
      }
      throw toDataError("write", path, error);
    }
  }

  /** @returns The number of bytes written. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#file.write(bytes);
  }

  /**
   * Syncs the file to disk and gives it its name.
   *
   * @throws {DataError} If another file took the name in the meantime.
   */
  async finish(): Promise<void> {
    try {
      await this.#file.sync();
      this.#close(); // Windows cannot rename open files
      if (this.#options.replace) await Deno.rename(this.partial, this.#path);
      else await this.#moveWithoutReplacing();
      this.#finished = true;
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) throw toFileExistsError(this.#path, this.#options);
      throw toDataError("write", this.#path, error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    if (!this.#finished) await Deno.remove(this.partial).catch(() => {});
  }

  #close(): void {
    if (this.#open) this.#file.close();
    this.#open = false;
  }

  /**
   * Uses a hard link, which fails if the name is taken; a rename would replace the file. Some file systems have no hard
   * links.
   */
  async #moveWithoutReplacing(): Promise<void> {
    try {
      await Deno.link(this.partial, this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) throw error;
      return await Deno.rename(this.partial, this.#path);
    }
    await Deno.remove(this.partial);
  }
}

function toFileExistsError(path: string, { advice }: NewFileOptions): DataError {
  return new DataError(`${path} already exists. ${advice}`);
}
