/** Programs to compare: they serve a desk over stdio, and some over HTTP. */

import type { CorpusTicket } from "../corpus/corpus.ts";

/** A program and its arguments. */
export interface CommandLine {
  program: string;
  args: readonly string[];
}

/**
 * A server with `ticket://list`, `ticket://{ticket_id}`, `close_ticket_tool` and `escalate_ticket`, as in the article.
 */
export interface Program {
  /** Its name in the tables. */
  name: string;
  /** Creates a desk with these tickets, numbered from 1, in an empty folder. */
  fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<FillResult>;
  /** Command lines that print something and exit, by their names in the tables: `--version`, `--help`. */
  printing?: Readonly<Record<string, CommandLine>>;
  /** Returns the command line that serves the desk in a folder. */
  serve(folder: string): CommandLine;
}

/** A program that also serves its desk over HTTP, at `/mcp` on a local port. */
export interface WebProgram extends Program {
  serveHttp(folder: string, port: number): CommandLine;
}

/** The cost of creating a desk. */
export interface FillResult {
  tickets: number;
  seconds: number;
  /** Peak memory, if the system reports it. */
  megabytes: number | undefined;
}
