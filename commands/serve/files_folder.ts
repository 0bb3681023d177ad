import { CommandError } from "../process/mod.ts";

/** @throws {CommandError} If `--files` does not name a folder. */
export async function checkFilesFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const found = await Deno.stat(folder).catch(() => null);
  if (found?.isDirectory) return;
  const problem = found === null ? "does not exist, or cannot be opened" : "is not a folder";
  throw new CommandError(`--files ${folder} ${problem}. Name an existing folder.`, 2);
}
