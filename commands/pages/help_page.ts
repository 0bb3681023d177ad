/** A page of help as data, and its layout at a given width. */

import { wrapText } from "./wrap_text.ts";

/** Everything a page says, before it is laid out. */
export interface HelpPage {
  /** One sentence. */
  summary: string;
  /** A command line, with placeholders. */
  usage: string;
  /** Paragraphs. Those indented by two spaces are printed unchanged. */
  description: readonly string[];
  sections: readonly HelpSection[];
  /** Complete command lines, each with what it does. */
  examples: readonly HelpRow[];
}

/** A titled table of flags, arguments or commands. */
export interface HelpSection {
  title: string;
  rows: readonly HelpRow[];
}

export interface HelpRow {
  term: string;
  text: string;
}

/** The width of a page that is not printed on a terminal, in columns. */
export const DEFAULT_WIDTH = 80;

/** Longer terms get a line to themselves. In columns. */
const MAX_TERM_WIDTH = 26;
/** If less than this is left beside the terms, the texts are below them. In columns. */
const MIN_TEXT_WIDTH = 30;
/** Narrower terminals break longer lines themselves. In columns. */
const MIN_WIDTH = 40;

/**
 * Lays a page out.
 *
 * @param page A page, or text that needs no layout.
 * @param width The number of columns of the terminal.
 * @returns Lines, each ended by a line break.
 */
export function formatHelpPage(page: HelpPage | string, width: number = DEFAULT_WIDTH): string {
  return typeof page === "string" ? page : layOut(page, Math.max(width, MIN_WIDTH));
}

function layOut(page: HelpPage, width: number): string {
  const blocks = [
    wrapText(page.summary, width),
    ["USAGE", ...indent(wrapText(page.usage, width - 2), "  ")],
    ...page.description.map((paragraph) => formatParagraph(paragraph, width)),
    ...page.sections.map(({ title, rows }) => [title, ...formatTable(rows, width)]),
    ...page.examples.length === 0 ? [] : [["EXAMPLES", ...page.examples.flatMap((row) => formatExample(row, width))]],
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function formatParagraph(paragraph: string, width: number): string[] {
  return paragraph.startsWith("  ") ? paragraph.split("\n") : wrapText(paragraph, width);
}

function formatTable(rows: readonly HelpRow[], width: number): string[] {
  const termWidth = Math.max(0, ...rows.map(({ term }) => term.length).filter((length) => length <= MAX_TERM_WIDTH));
  const margin = " ".repeat(termWidth + 4);
  if (width - margin.length < MIN_TEXT_WIDTH) return rows.flatMap((row) => formatBelow(row, width));
  return rows.flatMap(({ term, text }) => {
    const [first, ...rest] = wrapText(text, width - margin.length);
    const head = term.length > termWidth ? [`  ${term}`, margin + first] : [`  ${term.padEnd(termWidth)}  ${first}`];
    return [...head, ...indent(rest, margin)];
  });
}

function formatExample({ term, text }: HelpRow, width: number): string[] {
  return [`  ${term}`, ...indent(wrapText(text, width - 6), "      ")];
}

function formatBelow({ term, text }: HelpRow, width: number): string[] {
  return [...indent(wrapText(term, width - 2), "  "), ...indent(wrapText(text, width - 6), "      ")];
}

function indent(lines: readonly string[], margin: string): string[] {
  return lines.map((line) => margin + line);
}
