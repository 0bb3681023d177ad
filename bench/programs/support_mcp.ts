/** Our own program, as the bench runs it. */

import { join } from "node:path";
import type { CorpusTicket } from "../corpus/corpus.ts";
import { writeExport } from "../corpus/write_export.ts";
import { runWatched } from "../processes/watched_run.ts";
import type { CommandLine, Filling, Program } from "./program.ts";

export class SupportMcp implements Program {
  readonly hasOurTools = true;

  constructor(readonly name: string, readonly binary: string) {}

  get printing(): Readonly<Record<string, CommandLine>> {
    return { "--version": this.#run("--version"), "--help": this.#run("--help") };
  }

  /** The store of a desk in `folder`. */
  storeFile(folder: string): string {
    return join(folder, "desk.db");
  }

  serve(folder: string): CommandLine {
    return this.#run("serve", "--db", this.storeFile(folder));
  }

  async fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<Filling> {
    const file = `${folder}.jsonl`;
    const count = await writeExport(file, tickets);
    const run = await runWatched(this.#run("import", file, "--db", this.storeFile(folder)));
    await Deno.remove(file);
    return { tickets: count, ...run };
  }

  #run(...args: string[]): CommandLine {
    return { program: this.binary, args };
  }
}
