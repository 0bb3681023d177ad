import { removeAbandonedFiles, toPartialPath } from "../../../base/system/abandoned_files.ts";
import { DeskError } from "../../errors.ts";
import { replaceStore } from "../file/mod.ts";
import { checkOpened, type OnProgress, type StoreCheck } from "./check_store.ts";
import { openRows } from "./open_rows.ts";
import { writeStore } from "./write_store.ts";

export interface StoreRepair {
  /** The problems that the store had. */
  before: StoreCheck;
  /** The path of the previous store; null if nothing was wrong with it. */
  kept: string | null;
}

/** Files that SQLite and the lock leave beside a store. */
const COMPANIONS = ["-wal", "-shm", ".lock"];

/**
 * Replaces a store with a new one with everything that can be read from it. The previous store stays beside it under
 * another name.
 *
 * @param path The real path of the store.
 * @throws {DeskError} `unavailable` while another process has the store open. Nothing is changed then.
 */
export async function repairStore(path: string, onProgress?: OnProgress): Promise<StoreRepair> {
  await removeAbandonedFiles(path);
  const partial = toPartialPath(path);
  let before: StoreCheck | undefined;
  try {
    const kept = await replaceStore(path, "repair", async () => {
      using opened = await openRows(path);
      before = await checkOpened(opened, onProgress && { onProgress });
      if (!hasProblems(before) && !opened.isOlder) return null;
      const { file, lost, rebuilt } = before.problems;
      const options = { isFileDamaged: opened.damage.length > 0, hasLosses: file + lost + rebuilt > 0 };
      await writeStore(partial, opened.rows, options);
      await requireSound(partial);
      return partial;
    });
    return { before: before!, kept };
  } finally {
    for (const file of ["", ...COMPANIONS]) await Deno.remove(partial + file).catch(() => {});
  }
}

/** An erasure that has not ended is no damage. */
export function hasProblems({ problems: { erasure: _erasure, ...problems } }: StoreCheck): boolean {
  return Object.values(problems).some((count) => count > 0);
}

/** A repair keeps tickets with words that should be erased. */
async function requireSound(path: string): Promise<void> {
  using opened = await openRows(path);
  const first = (await checkOpened(opened)).findings.find(({ kind, subject }) =>
    kind !== "erasure" || !subject.startsWith("Ticket")
  );
  if (first === undefined) return;
  const problem = `${first.subject}: ${first.problem}`;
  throw new DeskError(
    "unavailable",
    `Cannot repair the store: the new one would have a problem (${problem}). Nothing was changed.`,
  );
}
