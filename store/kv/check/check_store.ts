import { DeskError } from "../../errors.ts";
import type { ParsedLocation } from "../../location.ts";
import { openStore } from "../connection/mod.ts";
import { KeyValueRows, SqliteRows } from "../rows/mod.ts";
import { type CheckOptions, type CheckResult, checkRows } from "./check_rows.ts";
import { type Finding, type FindingKind, Findings } from "./assembly/mod.ts";
import { type OpenedRows, openRows } from "./open_rows.ts";
import { readArticles, readDesk, readOthers, readSettingsHistory } from "./reading/mod.ts";
import { CheckThreads } from "./threads/mod.ts";

/** Receives the part of the work that is done, from 0 to 1. */
export type OnProgress = (done: number) => void;

/** The result of a check. */
export interface StoreCheck {
  tickets: number;
  customers: number;
  /** The number of threads that did the work. */
  threads: number;
  /** The number of problems of each kind. */
  problems: Record<FindingKind, number>;
  /** The first problems. */
  findings: readonly Finding[];
}

/**
 * Checks a store: its file, and that everything in it fits together. It may be in use.
 *
 * @param location Nothing is created there.
 * @throws {DeskError} `unavailable` if there is no store of this version.
 */
export async function checkStore(location: ParsedLocation, onProgress: OnProgress = () => {}): Promise<StoreCheck> {
  if (location.kind === "file") {
    using threads = await CheckThreads.start(location.path);
    using opened = await openRows(location.path);
    if (opened.isOlder) throw createOlderStoreError(location.path);
    return await checkOpened(opened, { onProgress, threads });
  }
  const store = await openStore(location);
  try {
    return toStoreCheck(await checkRows(new KeyValueRows(store.kv), { onProgress }));
  } finally {
    await store.close();
  }
}

/** Checks entries. Of a damaged file, only what can be read is checked: a repair derives the rest from it. */
export async function checkOpened({ rows, damage }: OpenedRows, options: CheckOptions = {}): Promise<StoreCheck> {
  if (damage.length === 0) {
    if (rows instanceof SqliteRows) await options.threads?.join(rows);
    return toStoreCheck(await checkRows(rows, options));
  }
  const findings = new Findings();
  for (const problem of damage) findings.add("file", "The file", `${problem}.`);
  const result = { tickets: 0, customers: 0, threads: 1, findings };
  for await (const { kind } of readDesk(rows, { findings, isFileDamaged: true })) {
    result[kind === "customer" ? "customers" : "tickets"] += 1;
  }
  for await (const _ of readArticles(rows, { findings, isFileDamaged: true }));
  await readSettingsHistory(rows, { findings, isFileDamaged: true });
  for await (const _ of readOthers(rows, findings));
  return toStoreCheck(result);
}

function toStoreCheck({ findings, ...counts }: CheckResult): StoreCheck {
  return { ...counts, problems: findings.counts, findings: findings.kept };
}

function createOlderStoreError(path: string): DeskError {
  const reason = `An earlier version of support-mcp wrote the store ${path}.`;
  return new DeskError("unavailable", `${reason} Run support-mcp doctor, which updates it, then check it.`);
}
