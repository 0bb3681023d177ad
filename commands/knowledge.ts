/** `support-mcp knowledge`: articles from and to a folder of Markdown files. */

import { exportFolder, type FolderOutcome, OUTCOMES, requireStore, syncFolder, type SyncOptions } from "../data/mod.ts";
import { toPrintable } from "../base/text/printable.ts";
import { type Desk, findNewStore } from "../store/mod.ts";
import { convertDataErrors, getStoreLocation, openAndUse } from "./data/mod.ts";
import { openTerminal } from "./output/mod.ts";
import { CommandError, getPerson } from "./process/mod.ts";

export type KnowledgeAction = "import" | "export" | "sync";

export interface KnowledgeFlags {
  db: string | undefined;
  user: string | undefined;
  dryRun: boolean;
  force: boolean;
}

/** Makes the articles of a desk like the folder. */
type Sync = (desk: Desk, change?: Pick<SyncOptions, "dryRun" | "report">) => Promise<void>;

/**
 * Imports, exports or syncs a folder, and prints what it added, changed and archived.
 *
 * @returns The exit code: 1 if a file was rejected.
 * @throws {CommandError} If the folder or the store cannot be read.
 */
export async function runKnowledge(action: KnowledgeAction, folder: string, flags: KnowledgeFlags): Promise<number> {
  const { db, dryRun, force } = flags;
  if (db === ":memory:") throw new CommandError("--db cannot be :memory:, because a store in memory is empty.", 2);
  if (force && action !== "export") throw new CommandError("--force is only for export.", 2);
  const counts = new Map<FolderOutcome, number>();
  const { stdout, stderr } = openTerminal().process;
  const report = (outcome: FolderOutcome, name: string, reason?: string) => {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (outcome === "rejected") stderr.write(`${toPrintable(`rejected   ${name}: ${reason}`)}\n`);
    else if (outcome !== "unchanged") stdout.write(`${toPrintable(`${outcome.padEnd(10)} ${name}`)}\n`);
  };
  const sync: Sync = async ({ knowledge, settings }, change) => {
    const by = await getPerson(flags.user, settings);
    await syncFolder(knowledge, folder, { dryRun, report, by, archiveMissing: action === "sync", ...change });
  };
  await convertDataErrors(async () => {
    const location = getStoreLocation(db);
    if (action === "export" || dryRun) await requireStore(location);
    const place = action === "export" || dryRun ? location : await findPlace(location, db !== undefined, sync);
    await openAndUse(place, async (desk) => {
      if (action !== "export") return await sync(desk);
      await exportFolder(desk.knowledge, folder, { dryRun, report, replace: force });
    });
  });
  stdout.write(formatCounts(counts, dryRun));
  return counts.has("rejected") ? 1 : 0;
}

/** Finds the store to import into. One that does not exist is created only for a folder with an article that it can have. */
async function findPlace(location: string, isNamed: boolean, sync: Sync): Promise<string> {
  if (await findNewStore(location, isNamed) === undefined) return location;
  let isAdded = false;
  const report = (outcome: FolderOutcome) => void (isAdded ||= outcome === "added");
  await openAndUse(":memory:", (desk) => sync(desk, { dryRun: true, report }));
  return isAdded ? location : ":memory:";
}

/** Formats the numbers, such as `2 added, 1 archived, 5 unchanged.` */
function formatCounts(counts: ReadonlyMap<FolderOutcome, number>, dryRun: boolean): string {
  const parts = OUTCOMES.filter((outcome) => counts.has(outcome)).map((outcome) => `${counts.get(outcome)} ${outcome}`);
  const text = parts.length === 0 ? "There are no articles" : parts.join(", ");
  return `${text}${dryRun ? " (dry run: nothing was changed)" : ""}.\n`;
}
