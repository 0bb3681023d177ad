/**
 * Real questions of a bank's customers, from PolyAI's task-specific datasets (CC-BY-4.0), if they are in a folder
 * beside the project.
 */

import { parse } from "csv-parse";
import type { Question } from "./question.ts";

const FILE = new URL("../../../shared/data/banking/queries.csv", import.meta.url);

/** Reads the questions in the order of the file. Returns undefined if there is no such file. */
export async function readBankingQuestions(file = FILE): Promise<Question[] | undefined> {
  try {
    return await parseQuestions(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Parses the text of the file, whose first line is `text,category`. */
async function parseQuestions(csv: string): Promise<Question[]> {
  const questions: Question[] = [];
  const rows: AsyncIterable<{ text: string; category: string }> = parse(csv, { columns: true });
  for await (const { text, category } of rows) {
    questions.push({ text: text.trim(), topic: category.replaceAll(/[^A-Za-z_]/g, "") });
  }
  return questions;
}
