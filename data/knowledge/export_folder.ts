import { join } from "node:path";
import type { Knowledge } from "../../store/mod.ts";
import { DataError, NewFile, toDataError } from "../files/mod.ts";
import { formatArticleFile } from "./article_file.ts";
import { readMarkdownFile, requireNoLink } from "./folder.ts";
import type { FolderOptions } from "./outcome.ts";
import { listArticles, tryFile } from "./sync_folder.ts";

const ADVICE = "Replace it with --force.";

/**
 * Writes each article that is not archived as a Markdown file. Other files of the folder stay as they are.
 *
 * @param options.replace Replace files that differ from their article.
 * @throws {DataError} If the folder cannot be created.
 */
export async function exportFolder(
  knowledge: Knowledge,
  folder: string,
  options: FolderOptions & { replace: boolean },
): Promise<void> {
  if (!options.dryRun) await createFolder(folder);
  for await (const { id, archived } of listArticles(knowledge)) {
    if (archived) continue;
    const name = `${id}.md`;
    await tryFile(name, options, async () => {
      const text = formatArticleFile(await knowledge.get(id));
      const path = join(folder, name);
      await requireNoLink(path);
      const present = await readIfPresent(folder, name);
      if (present === text) return options.report("unchanged", id);
      if (present !== null && !options.replace) throw new DataError(`it differs from the article. ${ADVICE}`);
      if (!options.dryRun) await writeFile(path, text, options.replace);
      options.report(present === null ? "added" : "changed", id);
    });
  }
}

async function createFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder);
  } catch (error) {
    const info = error instanceof Deno.errors.AlreadyExists ? await Deno.stat(folder).catch(() => null) : null;
    if (!info?.isDirectory) throw toDataError("create", folder, error);
  }
}

async function readIfPresent(folder: string, name: string): Promise<string | null> {
  const exists = await Deno.lstat(join(folder, name)).then(() => true, () => false);
  return exists ? await readMarkdownFile(folder, name) : null;
}

async function writeFile(path: string, text: string, replace: boolean): Promise<void> {
  await using file = await NewFile.create(path, { replace, advice: ADVICE });
  let bytes: Uint8Array = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
  await file.finish();
}
