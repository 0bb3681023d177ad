/** The article's server. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CorpusTicket } from "../corpus/corpus.ts";
import { writeArticleTickets } from "../corpus/write_article_tickets.ts";
import type { CommandLine, FillResult, Program } from "./program.ts";

/** The folder of the server's sources. */
export const ARTICLE_FOLDER = fileURLToPath(new URL("../peers/article", import.meta.url));

/**
 * The unchanged server. Its tickets are in memory only, so its closes are not compared. Each desk is a copy of the
 * program with
 * other tickets.
 */
export class ArticleServer implements Program {
  readonly name = "the article's server";

  /** @param python A Python with the packages. */
  constructor(private readonly python: string) {}

  async fill(folder: string, tickets: Iterable<CorpusTicket>): Promise<FillResult> {
    const began = performance.now();
    const count = await writeArticleTickets(join(folder, "tickets.json"), tickets);
    await Deno.copyFile(join(ARTICLE_FOLDER, "server.py"), join(folder, "server.py"));
    const store = await Deno.readTextFile(join(ARTICLE_FOLDER, "fake_db.py"));
    await Deno.writeTextFile(join(folder, "fake_db.py"), store + LOAD_TICKETS);
    return { tickets: count, seconds: (performance.now() - began) / 1000, megabytes: undefined };
  }

  serve(folder: string): CommandLine {
    return { program: this.python, args: [join(folder, "server.py")] };
  }
}

/**
 * Appended to the article's store. The server's log, a line per request, is turned off because it is not what is
 * measured.
 */
const LOAD_TICKETS = `

import json, logging, pathlib

TICKETS = {t["id"]: t for t in json.loads(pathlib.Path(__file__).with_name("tickets.json").read_text("utf-8"))}
logging.disable(logging.INFO)
`;
