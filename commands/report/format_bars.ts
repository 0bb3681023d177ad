import { measureCells } from "../../base/text/measure_cells.ts";
import type { Report } from "../../store/mod.ts";
import { cut, formatName, formatPeriod, padEnd } from "./format_table.ts";

/** The width without a terminal. */
const DEFAULT_WIDTH = 80;

/** The maximum width of a name, and the minimum width of the longest bar. In cells. */
const MAX_NAME = 30;
const MIN_BAR = 8;

/** The blocks from an eighth of a cell to all of it. */
const BLOCKS = "▏▎▍▌▋▊▉█";

const WORDS = ["created", "closed"] as const;
const WORD_WIDTH = Math.max(...WORDS.map(({ length }) => length));

/** Formats the tickets that were created and closed as bars. */
export function formatBars(report: Report, columns = DEFAULT_WIDTH): string {
  const names = report.rows.map(({ group }) => cut(formatName(group), MAX_NAME));
  const nameWidth = Math.max(0, ...names.map(measureCells));
  const most = Math.max(1, ...report.rows.flatMap(({ created, closed }) => [created, closed]));
  const room = Math.max(MIN_BAR, columns - nameWidth - WORD_WIDTH - String(most).length - 5);
  const lines = report.rows.flatMap((row, index) =>
    WORDS.map((word, place) =>
      [
        padEnd(place === 0 ? names[index]! : "", nameWidth),
        word.padEnd(WORD_WIDTH),
        `${drawBar(row[word] / most * room)} ${row[word]}`.trimStart(),
      ].join("  ")
    )
  );
  return `${formatPeriod(report)}\n\n${lines.map((line) => `${line}\n`).join("")}`;
}

/** @param length In cells. */
function drawBar(length: number): string {
  const eighths = Math.round(length * BLOCKS.length);
  const rest = eighths % BLOCKS.length;
  return "█".repeat(Math.floor(eighths / BLOCKS.length)) + (rest === 0 ? "" : BLOCKS[rest - 1]);
}
