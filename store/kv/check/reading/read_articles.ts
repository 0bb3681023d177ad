/** Reads all that can be read of the articles of a store. */

import { readBatches, readValue, type Row, type StoreRows } from "../../rows/mod.ts";
import { keys, prefixes } from "../../schema/mod.ts";
import { assembleArticle, type AssembledArticle, type Findings } from "../assembly/mod.ts";

/** Reads the articles by number. Problems are reported, and do not end it. */
export async function* readArticles(
  rows: StoreRows,
  { findings, isFileDamaged }: { findings: Findings; isFileDamaged: boolean },
): AsyncGenerator<AssembledArticle> {
  const records = new Map<number, unknown>();
  for await (const batch of readBatches(rows, prefixes.articles)) {
    for (const { key, value } of batch) records.set(Number(key[1]), value);
  }
  for await (const [number, history] of readHistories(rows)) {
    const report = findings.at(`Article number ${number}`);
    const isComplete = records.has(number) || isFileDamaged || await isListed(rows, history, number);
    const article = isComplete ? assembleArticle(number, records.get(number), history, report) : null;
    if (!isComplete) report("derived", "parts of an article that an interrupted import did not complete.");
    else if (article !== null) yield article;
    records.delete(number);
  }
  for (const number of records.keys()) findings.add("lost", `Article number ${number}`, "its text and its history.");
}

/** Reports whether the list of articles has the number, under the id of one of its revisions. */
async function isListed(rows: StoreRows, history: readonly Row[], number: number): Promise<boolean> {
  const ids = new Set(history.map(({ value }) => Reflect.get(Object(value), "id")));
  for (const id of ids) if (typeof id === "string" && await readValue(rows, keys.articleId(id)) === number) return true;
  return false;
}

/** Groups the revisions by article. */
async function* readHistories(rows: StoreRows): AsyncGenerator<[number: number, rows: Row[]]> {
  let current: [number, Row[]] = [NaN, []];
  for await (const batch of readBatches(rows, ["event", "article"])) {
    for (const row of batch) {
      const number = Number(row.key[2]);
      if (current[0] !== number) {
        if (current[1].length > 0) yield current;
        current = [number, []];
      }
      current[1].push(row);
    }
  }
  if (current[1].length > 0) yield current;
}
