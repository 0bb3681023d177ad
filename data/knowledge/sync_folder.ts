/** Articles from a folder of Markdown files. */

import { type Actor, type ArticleSummary, DeskError, type Knowledge, toArticleId } from "../../store/mod.ts";
import { DataError } from "../files/mod.ts";
import { ArticleFileError, parseArticleFile } from "./article_file.ts";
import { listMarkdownFiles, omitEnding, readMarkdownFile } from "./folder.ts";
import type { FolderOptions } from "./outcome.ts";

export interface SyncOptions extends FolderOptions {
  by: Actor;
  /** Archive the articles that have no file. */
  archiveMissing: boolean;
}

/**
 * Makes the articles like the files of a folder, by name. A file that is rejected changes nothing.
 *
 * @throws {DataError} If the folder cannot be read, or has no files although articles without one are to be archived.
 */
export async function syncFolder(knowledge: Knowledge, folder: string, options: SyncOptions): Promise<void> {
  const names = await listMarkdownFiles(folder);
  if (names.length === 0 && options.archiveMissing) {
    throw new DataError(`${folder} has no Markdown files, so that every article would be archived. Check the path.`);
  }
  const ids = new Map<string, string>();
  for (const name of names) {
    const id = toArticleId(omitEnding(name));
    const other = ids.get(id);
    if (id === "") options.report("rejected", name, "its name needs a letter or a digit.");
    else if (other !== undefined) {
      options.report("rejected", name, `${other} has the same id, ${id}. Rename one of them.`);
    } else {
      ids.set(id, name);
      await tryFile(name, options, async () => await saveFile(knowledge, { folder, name, id }, options));
    }
  }
  if (options.archiveMissing) await archiveMissing(knowledge, ids, options);
}

async function saveFile(
  knowledge: Knowledge,
  { folder, name, id }: { folder: string; name: string; id: string },
  { by, dryRun, report }: SyncOptions,
): Promise<void> {
  const update = parseArticleFile(await readMarkdownFile(folder, name));
  const preview = await knowledge.preview(id, update);
  if (!dryRun && preview.outcome !== "unchanged") await knowledge.save(id, update, { by });
  if (!dryRun && preview.archived) await knowledge.archive(id, false, { by });
  const outcome = preview.archived ? "restored" : preview.outcome === "created" ? "added" : preview.outcome;
  report(outcome, id);
}

async function archiveMissing(
  knowledge: Knowledge,
  ids: ReadonlyMap<string, string>,
  { by, dryRun, report }: SyncOptions,
): Promise<void> {
  const articles = await Array.fromAsync(listArticles(knowledge));
  for (const { id } of articles.filter(({ id, archived }) => !archived && !ids.has(id))) {
    if (!dryRun) await knowledge.archive(id, true, { by });
    report("archived", id);
  }
}

/** Lists all articles, with archived ones. */
export async function* listArticles(knowledge: Knowledge): AsyncGenerator<ArticleSummary> {
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await knowledge.list({ limit: 100, ...cursor !== undefined && { cursor } });
    yield* page.items;
    cursor = page.cursor;
  }
}

/** Reports a file that cannot be used, and continues with the next one. */
export async function tryFile(name: string, { report }: FolderOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOfFile = error instanceof ArticleFileError || error instanceof DataError ||
      error instanceof DeskError && error.code === "invalid";
    if (!isOfFile) throw error;
    report("rejected", name, error.message);
  }
}
