/**
 * `deno task man`: generates the manual page `docs/support-mcp.1` from the pages of help.
 *
 * @module
 */

import { commandNames, createHelpPage } from "../commands/command_line/mod.ts";
import type { HelpPage, HelpRow, HelpSection } from "../commands/pages/mod.ts";
import { version } from "../commands/process/mod.ts";

const PAGE = new URL("../docs/support-mcp.1", import.meta.url);

/** Formats the manual page in the macros of man(7). It has no date, so that equal help gives an equal page. */
export async function formatManualPage(): Promise<string> {
  const program = await createHelpPage();
  const [commands, ...sections] = program.sections;
  return [
    `.TH SUPPORT\\-MCP 1 "" "support\\-mcp ${escape(version)}" "User Commands"`,
    ".SH NAME",
    `support\\-mcp \\- ${escape(program.summary.replace(/\.$/, ""))}`,
    ".SH SYNOPSIS",
    `.B ${escape(program.usage)}`,
    ...formatParagraphs("DESCRIPTION", program.description),
    ...sections.flatMap((section) => formatSection(".SH", section)),
    ...formatSection(".SH", commands!),
    ...(await Promise.all(commandNames.map(formatCommand))).flat(),
    ...formatExamples(".SH", program),
    ".SH EXIT STATUS",
    "0 for success, 1 for a failure, 2 for wrong flags, arguments or variables.",
    "",
  ].join("\n");
}

async function formatCommand(name: string): Promise<string[]> {
  const page = await createHelpPage(name);
  return [
    `.SH ${escape(name.toUpperCase())}`,
    `.B ${escape(page.usage)}`,
    ".PP",
    escape(page.summary),
    ...page.description.flatMap(formatParagraph),
    ...page.sections.flatMap((section) => formatSection(".SS", section)),
    ...formatExamples(".SS", page),
  ];
}

function formatParagraphs(title: string, paragraphs: readonly string[]): string[] {
  return [`.SH ${title}`, ...paragraphs.flatMap(formatParagraph)];
}

/** Paragraphs that are indented keep their lines. */
function formatParagraph(text: string): string[] {
  return text.startsWith("  ") ? [".PP", ".nf", ...text.split("\n").map(escape), ".fi"] : [".PP", escape(text)];
}

function formatSection(heading: string, { title, rows }: HelpSection): string[] {
  return [`${heading} ${escape(title)}`, ...rows.flatMap(({ term, text }) => formatRow(term, text))];
}

function formatExamples(heading: string, { examples }: HelpPage): string[] {
  if (examples.length === 0) return [];
  return [`${heading} EXAMPLES`, ...examples.flatMap(({ term, text }: HelpRow) => formatRow(term, text))];
}

function formatRow(term: string, text: string): string[] {
  return [".TP", `.B ${escape(term)}`, escape(text)];
}

/** Escapes text for roff: backslashes, quotes, hyphens that people copy, and control characters at the start of a line. */
function escape(text: string): string {
  return text
    .replaceAll("\u00a0", " ")
    .replaceAll("\n", " ")
    .replaceAll("\\", "\\e")
    .replaceAll('"', "\\(dq")
    .replaceAll("-", "\\-")
    .replaceAll("…", "...")
    .replace(/^(?=[.'])/, "\\&");
}

if (import.meta.main) await Deno.writeTextFile(PAGE, await formatManualPage());
