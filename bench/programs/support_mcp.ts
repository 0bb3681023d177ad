/** Our program. */

import { join } from "node:path";
import type { CorpusTicket } from "../corpus/corpus.ts";
import { writeExport } from "../corpus/write_export.ts";
import { measureRun } from "../processes/measure_run.ts";
import type { CommandLine, FillResult, WebProgram } from "./program.ts";

export class SupportMcp implements WebProgram {
  constructor(readonly name: string, readonly binary: string) {}

  get printing(): Readonly<Record<string, CommandLine>> {
    return { "--version": this.#run("--version"), "--help": this.#run("--help") };
  }

  /** Returns the path of the store in a folder. */
  storeFile(folder: string): string {
    return join(folder, "desk.db");
  }

  serve(folder: string): CommandLine {
    return this.#run("serve", "tickets", "--db", this.storeFile(folder));
  }

  /** Without the rate limit, which a benchmark exceeds. */
  serveHttp(folder: string, port: number): CommandLine {
    const http = ["--http", `127.0.0.1:${port}`, "--max-rate", "0", "--log-level", "warning"];
    return this.#run("serve", "tickets", "--db", this.storeFile(folder), ...http);
  }

  /** The whole desk, also for browsers. */
  serveDesk(folder: string, port: number): CommandLine {
    const http = ["--http", `127.0.0.1:${port}`, "--max-rate", "0", "--log-level", "warning"];
    return this.#run("serve", "--db", this.storeFile(folder), ...http);
  }

  check(folder: string): CommandLine {
    return this.#run("check", "--quiet", "--db", this.storeFile(folder));
  }

  /** @throws {Error} If the import fails or rejects a ticket: later requests would not find it. */
  async fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<FillResult> {
    const file = `${folder}.jsonl`;
    const count = await writeExport(file, tickets);
    const { errors, ...run } = await measureRun(this.#run("import", file, "--db", this.storeFile(folder)));
    const rejected = errors.split("\n").find((line) => line.includes(": rejected: "));
    if (rejected !== undefined) throw new Error(`The import into ${folder} rejected tickets. The first: ${rejected}`);
    await Deno.remove(file);
    return { tickets: count, ...run };
  }

  #run(...args: string[]): CommandLine {
    return { program: this.binary, args };
  }
}
