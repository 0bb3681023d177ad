/** The goals of all sections in one table. */

import { formatMarkdownTable, HEAD } from "./table.ts";

const GOALS_HEAD = ["what", "measured", "compared", "goal"];

/**
 * Formats the rows with a goal as a table.
 *
 * @param sections Markdown by title: sections of this run, and of earlier ones, which exist only as text.
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
    // Rows that continue the figure above begin with empty cells.
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
