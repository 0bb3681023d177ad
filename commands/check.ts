/** `support-mcp check`: finds damage in a store, and repairs it. */

import { toPrintableJson } from "../base/text/printable.ts";
import { check, repair, type StoreCheck } from "../data/mod.ts";
import { countProblems, formatFindings, formatProblemCount } from "./check/mod.ts";
import { convertDataErrors, getStoreLocation } from "./data/mod.ts";
import { formatCount, getStandardError, openTerminal, print, ProgressBar } from "./output/mod.ts";
import { readStore, requireWritableStore } from "./read_only/mod.ts";

export interface CheckFlags {
  db: string | undefined;
  repair: boolean;
  json: boolean;
  quiet: boolean;
}

/**
 * Checks the store, and prints what is wrong with it.
 *
 * @returns The exit code: 1 if there are problems that were not repaired.
 * @throws {CommandError} If there is no store, it cannot be read, or it is in use and should be repaired.
 */
export async function runCheck(flags: CheckFlags): Promise<number> {
  const location = getStoreLocation(flags.db);
  const task = { fraction: 0 };
  const start = performance.now();
  const [result, kept] = await convertDataErrors(async () => {
    using _bar = new ProgressBar(getStandardError(), "Checking", task, { shown: !flags.quiet });
    const onProgress = (done: number) => {
      task.fraction = done;
    };
    if (!flags.repair) {
      return [await readStore(location, (path) => check(path, onProgress), { inPlace: true }), null] as const;
    }
    await requireWritableStore(location, "repair");
    const { before, kept } = await repair(location, onProgress);
    return [before, kept] as const;
  });
  const seconds = (performance.now() - start) / 1_000;
  if (flags.json) {
    openTerminal().process.stdout.write(`${toPrintableJson(toJson(location, result, kept, seconds), 0)}\n`);
  } else {
    print(formatFindings(result.findings, countProblems(result)));
    if (!flags.quiet) print(formatSummary(location, result, kept, { ...flags, seconds }));
  }
  return countProblems(result) === 0 || kept !== null ? 0 : 1;
}

function toJson(path: string, result: StoreCheck, kept: string | null, seconds: number): object {
  const { tickets, customers, threads, problems, findings } = result;
  const ok = countProblems(result) === 0;
  return { path, ok, tickets, customers, problems, findings, kept, threads, seconds: Number(seconds.toFixed(3)) };
}

function formatSummary(
  location: string,
  result: StoreCheck,
  kept: string | null,
  { repair, seconds }: { repair: boolean; seconds: number },
): string {
  const counts = `${formatCount(result.tickets, "ticket")} and ${formatCount(result.customers, "customer")}`;
  const checked = `Checked ${location} with ${counts} in ${seconds.toFixed(1)} s`;
  if (countProblems(result) === 0) return `${checked}: no problems.${repair ? " Nothing was changed." : ""}\n`;
  const found = `${checked}: ${formatProblemCount(result)}.\n`;
  if (kept === null && result.problems.erasure > 0) {
    return `${found}Solve the problems with erasures first, and check again before you repair the store or restore a backup.\n`;
  }
  if (kept === null) return `${found}Repair the store with support-mcp check --repair, or restore a backup.\n`;
  return `${found}Repaired ${location}. The previous store is kept as ${kept}.\n`;
}
