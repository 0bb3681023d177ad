/** Files that appear under their name only when they are complete. */

import { removeAbandonedFiles, toPartialPath } from "../../base/system/abandoned_files.ts";
import { isWritable } from "../../base/system/is_writable.ts";
import { describeSpecialFile } from "../../base/system/special_file.ts";
import { syncFolder } from "../../base/system/sync_folder.ts";
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
  /** The mode of the file to replace. */
  readonly #mode: number | undefined;
  #open = true;
  #finished = false;

  private constructor(path: string, partial: string, file: Deno.FsFile, options: NewFileOptions, mode?: number) {
    this.partial = partial;
    this.#path = path;
    this.#file = file;
    this.#options = options;
    this.#mode = mode;
  }

  /**
   * Creates the partial file, empty and readable only by its owner. A replaced file keeps its mode. A link is followed.
   *
   * @throws {DataError} If the file already exists, cannot be replaced, or the folder is not writable.
   */
  static async create(path: string, options: NewFileOptions): Promise<NewFile> {
    const present = await Deno.lstat(path).catch(() => null);
    if (present !== null) await assertReplaceable(path, options);
    const target = present?.isSymlink ? await Deno.realPath(path) : path;
    await removeAbandonedFiles(target);
    const partial = toPartialPath(target);
    try {
      const file = await Deno.open(partial, { write: true, createNew: true, mode: 0o600 });
      return new NewFile(target, partial, file, options, present === null ? undefined : await readMode(target));
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
   * @param place Moves the partial file to its name, if a rename is not enough.
   * @throws {DataError} If another file took the name in the meantime.
   */
  async finish(place: (partial: string) => Promise<void> = () => this.#moveToPath()): Promise<void> {
    await this.#sync();
    await place(this.partial);
    this.#finished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    if (!this.#finished) await Deno.remove(this.partial).catch(() => {});
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.sync();
      if (this.#mode !== undefined) await Deno.chmod(this.partial, this.#mode);
    } catch (error) {
      throw toDataError("write", this.#path, error);
    }
    this.#close(); // Windows cannot rename open files
  }

  async #moveToPath(): Promise<void> {
    try {
      if (this.#options.replace) await Deno.rename(this.partial, this.#path);
      else await this.#moveWithoutReplacing();
      await syncFolder(this.#path);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) throw toFileExistsError(this.#path, this.#options);
      throw toDataError("write", this.#path, error);
    }
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

/** @throws {DataError} If a path is taken by something else than a writable file that may be replaced. */
async function assertReplaceable(path: string, options: NewFileOptions): Promise<void> {
  const info = await Deno.stat(path).catch(() => null);
  if (info === null) throw new DataError(`Cannot write ${path}: it is a link to a file that does not exist.`);
  const kind = describeSpecialFile(info);
  if (info.isDirectory) throw new DataError(`Cannot write ${path}: it is a folder. Use the path of a file in it.`);
  if (kind !== undefined) throw new DataError(`Cannot write ${path}: it is ${kind}. Use the path of a regular file.`);
  if (!options.replace) throw toFileExistsError(path, options);
  if (await isWritable(path)) return;
  throw new DataError(`Cannot write ${path}: it is read-only. Make it writable, or use another path.`);
}

/** Returns undefined where files have no mode. */
async function readMode(path: string): Promise<number | undefined> {
  const { mode } = await Deno.stat(path);
  return Deno.build.os === "windows" || mode === null ? undefined : mode & 0o777;
}

function toFileExistsError(path: string, { advice }: NewFileOptions): DataError {
  return new DataError(`${path} already exists. ${advice}`);
}
