/** What the bench compares: programs that serve a desk over standard input and output. */

import type { CorpusTicket } from "../corpus/corpus.ts";

/** A program and its arguments. */
export interface CommandLine {
  program: string;
  args: readonly string[];
}

/**
 * A server that answers `ticket://list`, `ticket://{ticket_id}` and `close_ticket_tool`, as every desk of the article's
 * shape does. Another one is compared by adding it to the programs in `main.ts`.
 */
export interface Program {
  /** As the tables name it. */
  name: string;
  /** Whether it has our tools beyond those three too. */
  hasOurTools: boolean;
  /** Makes a desk of these tickets, numbered from 1, in an empty folder. */
  fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<Filling>;
  /** Command lines that print something and end, by what the tables call them; `--version`, `--help`. */
  printing?: Readonly<Record<string, CommandLine>>;
  /** How it serves the desk in that folder. */
  serve(folder: string): CommandLine;
}

/** What it took to make a desk. */
export interface Filling {
  tickets: number;
  seconds: number;
  /** The most memory that was held meanwhile, where the system tells. */
  megabytes: number | undefined;
}
