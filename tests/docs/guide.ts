/** The guides, and the commands that their markdown shows. */

import { join } from "node:path";
import { PROJECT } from "../house/sources.ts";

/** A fenced `sh` block, with the output that the guide shows below it. */
export interface CommandBlock {
  /** The line of the opening fence, counted from 1. */
  line: number;
  commands: string;
  /** The `text` block that follows directly, if there is one. */
  output: string | undefined;
  directives: Directives;
}

/** Instructions in HTML comments directly above a block. */
export interface Directives {
  /** `<!-- not run: REASON -->` */
  notRun?: string;
  /** `<!-- exit code: N -->`; 0 by default. */
  exitCode: number;
  /** `<!-- in the background -->`: keep it running until the end of the guide. Needs an output to wait for. */
  background: boolean;
  /** `<!-- in the repository -->`: run it in the repository's root instead of the guide's own folder. */
  repository: boolean;
  /** `<!-- before: COMMANDS -->`: set up what the reader of the guide has already. */
  before: string[];
}

interface Fence {
  language: string;
  /** Indexes of the first and the last line, both fences included. */
  first: number;
  last: number;
}

/** Lists the documents for readers who use the program or change it. */
export async function findGuides(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(PROJECT, "docs")));
  const guides = entries.filter(({ name }) => name.endsWith(".md")).map(({ name }) => `docs/${name}`).sort();
  return ["README.md", "CONTRIBUTING.md", ...guides];
}

/**
 * Finds the commands of a guide, in their order.
 *
 * @throws {Error} If a comment above a block is not a known instruction.
 */
export function parseGuide(markdown: string): CommandBlock[] {
  const lines = markdown.split("\n");
  const fences = findFences(lines);
  return fences.flatMap((fence, index) => {
    if (fence.language !== "sh") return [];
    const next = fences[index + 1];
    const shown = next?.language === "text" && lines.slice(fence.last + 1, next.first).every((line) => line === "");
    return [{
      line: fence.first + 1,
      commands: getContent(lines, fence),
      output: shown ? getContent(lines, next) : undefined,
      directives: parseDirectives(getCommentsAbove(lines, fence.first)),
    }];
  });
}

/** Finds the fenced blocks of a markdown text. */
export function findFences(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  let open: Fence | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = /^\s*```(\S*)/.exec(line);
    if (fence === null) continue;
    if (open === undefined) open = { language: fence[1]!, first: index, last: index };
    else {
      fences.push({ ...open, last: index });
      open = undefined;
    }
  }
  return fences;
}

/** Blanks the fenced blocks of a markdown text. */
export function removeBlocks(markdown: string): string {
  const lines = markdown.split("\n");
  for (const { first, last } of findFences(lines)) lines.fill("", first, last + 1);
  return lines.join("\n");
}

function getContent(lines: readonly string[], { first, last }: Fence): string {
  return lines.slice(first + 1, last).join("\n");
}

/** The comments between the text above and the block, from top to bottom. */
function getCommentsAbove(lines: readonly string[], first: number): string[] {
  const comments: string[] = [];
  for (let index = first - 1; index >= 0; index--) {
    const line = lines[index]!;
    const comment = /^<!-- (.*) -->$/.exec(line);
    if (comment !== null) comments.unshift(comment[1]!);
    else if (line !== "") break;
  }
  return comments;
}

function parseDirectives(comments: readonly string[]): Directives {
  const directives: Directives = { exitCode: 0, background: false, repository: false, before: [] };
  for (const comment of comments) {
    const [, name, value = ""] = /^([^:]+)(?:: (.+))?$/.exec(comment)!;
    if (name === "not run" && value !== "") directives.notRun = value;
    else if (name === "exit code") directives.exitCode = Number(value);
    else if (name === "in the background") directives.background = true;
    else if (name === "in the repository") directives.repository = true;
    else if (name === "before") directives.before.push(value);
    else throw new Error(`Unknown instruction above a block: <!-- ${comment} -->`);
  }
  return directives;
}
