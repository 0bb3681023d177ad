/** Real questions of a bank's customers, from PolyAI's task-specific datasets (CC-BY-4.0), where they lie beside the project. */

import { parse } from "csv-parse";
import type { Question } from "./corpus.ts";

const FILE = new URL("../../../shared/data/banking/queries.csv", import.meta.url);

/** The questions in the file's order; undefined where the file isn't there. */
export async function readBankingQuestions(file = FILE): Promise<Question[] | undefined> {
  try {
    return await parseQuestions(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Reads the file's text: `text,category` in its first line. */
async function parseQuestions(csv: string): Promise<Question[]> {
  const questions: Question[] = [];
  const rows: AsyncIterable<{ text: string; category: string }> = parse(csv, { columns: true });
  for await (const { text, category } of rows) {
    questions.push({ text: text.trim(), topic: category.replaceAll(/[^A-Za-z_]/g, "") });
  }
  return questions;
}
