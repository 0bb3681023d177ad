/** What the bench compares: programs that serve a desk over standard input and output, some over HTTP too. */

import type { CorpusTicket } from "../corpus/corpus.ts";

/** A program and its arguments. */
export interface CommandLine {
  program: string;
  args: readonly string[];
}

/**
 * A server that answers `ticket://list`, `ticket://{ticket_id}`, `close_ticket_tool` and `escalate_ticket`, as every desk of
 * the article's shape does.
 */
export interface Program {
  /** As the tables name it. */
  name: string;
  /** Makes a desk of these tickets, numbered from 1, in an empty folder. */
  fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<FillResult>;
  /** Command lines that print something and end, by what the tables call them; `--version`, `--help`. */
  printing?: Readonly<Record<string, CommandLine>>;
  /** How it serves the desk in that folder. */
  serve(folder: string): CommandLine;
}

/** One that serves its desk over HTTP too, at `/mcp` of a port of this machine. */
export interface WebProgram extends Program {
  serveHttp(folder: string, port: number): CommandLine;
}

/** What it took to make a desk. */
export interface FillResult {
  tickets: number;
  seconds: number;
  /** The most memory that was held meanwhile, where the system tells. */
  megabytes: number | undefined;
}
