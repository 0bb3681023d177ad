/** The goals of all sections in one table, for who wants to know no more. */

import { formatMarkdownTable, HEAD } from "./table.ts";

const GOALS_HEAD = ["what", "measured", "compared", "goal"];

/**
 * A table of the rows that have a goal.
 *
 * @param sections In Markdown, by their titles: those of this run, and those of earlier ones, which are there as text alone.
 */
export function formatGoalsTable(sections: ReadonlyMap<string, string>): string {
  const rows = [...sections].flatMap(([title, text]) => {
    return findGoalRows(text).map(([what, measured, compared, goal]) => [
      `${title}: ${what}`,
      measured!,
      compared!,
      goal!,
    ]);
  });
  return formatMarkdownTable(GOALS_HEAD, rows);
}

function findGoalRows(section: string): string[][] {
  let [what, measured] = ["", ""];
  const found: string[][] = [];
  for (const [ownWhat, program, median, , compared, goal] of parseRows(section)) {
    // Rows that go on with the figure above them begin with empty cells.
    if (program !== "") [what, measured] = [ownWhat!, median!];
    if (goal !== "") found.push([what, measured, compared!, goal!]);
  }
  return found;
}

function parseRows(section: string): string[][] {
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  const rows = lines.map((line) => line.slice(1, line.lastIndexOf("|")).split("|").map((cell) => cell.trim()));
  return rows.slice(2).filter(({ length }) => length === HEAD.length);
}
