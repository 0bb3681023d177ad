/** Files that appear under their names when they are whole. */

import { DataError, toDataError } from "./errors.ts";

export interface NewFileOptions {
  /** Whether a file that is there already makes way. */
  replace?: boolean;
  /** What to do instead, for the message where one is there. */
  wayOut: string;
}

/** A file under way, beside the place where it will be; whoever disposes of it unfinished, removes it. */
export class NewFile implements AsyncDisposable {
  /** Where it is until it is finished. */
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
   * Makes the unfinished file, empty and closed to other users.
   *
   * @throws {DataError} When there is a file of that name already, or the folder can't be written.
   */
  static async create(path: string, options: NewFileOptions): Promise<NewFile> {
    const present = await Deno.lstat(path).catch(() => null);
    if (present?.isDirectory) throw new DataError(`Can't write ${path}: it is a folder. Name a file in it.`);
    if (present !== null && !options.replace) throw toFileExistsError(path, options);
    const partial = `${path}.part-${Deno.pid}`;
    try {
      const file = await Deno.open(partial, { write: true, createNew: true, mode: 0o600 });
      return new NewFile(path, partial, file, options);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) {
        throw new DataError(`Can't write ${path}: its folder isn't there. Make it first.`, { cause: error });
      }
      throw toDataError("write", path, error);
    }
  }

  /** @returns How many of the bytes it took. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#file.write(bytes);
  }

  /**
   * Gives the file its name, once its bytes are on the disk.
   *
   * @throws {DataError} When another of that name came meanwhile.
   */
  async finish(): Promise<void> {
    try {
      await this.#file.sync();
      this.#close(); // Windows doesn't rename open files
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

  /** A second link fails where the name is taken, which renaming doesn't; some disks know no links. */
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

function toFileExistsError(path: string, { wayOut }: NewFileOptions): DataError {
  return new DataError(`${path} is there already. ${wayOut}`);
}
