/** The article's server on current packages, with SQLite. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CorpusTicket } from "../corpus/corpus.ts";
import { writeArticleTickets } from "../corpus/write_article_tickets.ts";
import { measureRun } from "../processes/measure_run.ts";
import type { CommandLine, FillResult, WebProgram } from "./program.ts";

/** The folder of the server's sources. */
export const PORT_FOLDER = fileURLToPath(new URL("../peers/port", import.meta.url));

/** Each desk is a copy of the program beside a database, because Python writes compiled modules beside the sources. */
export class PythonPort implements WebProgram {
  /**
   * @param python A Python with the packages.
   * @param flags Additional flags for the server.
   */
  constructor(readonly name: string, private readonly python: string, private readonly flags: readonly string[] = []) {}

  async fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<FillResult> {
    for (const script of ["server.py", "tickets.py"]) {
      await Deno.copyFile(join(PORT_FOLDER, script), join(folder, script));
    }
    const file = join(folder, "tickets.json");
    const count = await writeArticleTickets(file, tickets);
    const fill = ["-B", join(PORT_FOLDER, "fill.py"), getDatabasePath(folder), file]; // writes no compiled modules
    const run = await measureRun({ program: this.python, args: fill });
    await Deno.remove(file);
    return { tickets: count, ...run };
  }

  serve(folder: string): CommandLine {
    return { program: this.python, args: [join(folder, "server.py"), getDatabasePath(folder), ...this.flags] };
  }

  serveHttp(folder: string, port: number): CommandLine {
    const { program, args } = this.serve(folder);
    return { program, args: [...args, "--http", String(port)] };
  }
}

function getDatabasePath(folder: string): string {
  return join(folder, "tickets.sqlite");
}
