/** Stores with tickets, and fresh copies of them. */

import { join } from "node:path";
import { type Corpus, generateTickets } from "./corpus/corpus.ts";
import type { FillResult, Program } from "./programs/program.ts";

export class Stores {
  readonly #made = new Map<string, Promise<{ folder: string; filling: FillResult }>>();
  #folders = 0;

  /**
   * @param workspace An empty folder on a real disk: in memory, durable writes are free.
   * @param kept The folder of the desks that are kept, if they are. Another build of the program may have filled them.
   */
  constructor(readonly workspace: string, readonly corpus: Corpus, private readonly kept?: string) {}

  /** Copies the program's desk with this many open tickets, numbered from 1. The desk is created on first use. */
  async copy(program: Program, tickets: number): Promise<TemporaryStore> {
    const folder = this.kept === undefined
      ? (await this.#desk(program, tickets)).folder
      : await this.#keep(this.kept, program, tickets);
    const copy = await this.createEmpty();
    for await (const { name } of Deno.readDir(folder)) await Deno.copyFile(join(folder, name), join(copy.folder, name));
    return copy;
  }

  /** Returns the cost of creating that desk. */
  async filling(program: Program, tickets: number): Promise<FillResult> {
    return (await this.#desk(program, tickets)).filling;
  }

  /** Creates a folder for a new store. */
  async createEmpty(): Promise<TemporaryStore> {
    return new TemporaryStore(await this.#newFolder());
  }

  /** Creates a desk again, to measure its cost. */
  async refill(program: Program, tickets: number): Promise<FillResult> {
    await using store = await this.createEmpty();
    return await this.#fill(program, store.folder, tickets);
  }

  #desk(program: Program, tickets: number): Promise<{ folder: string; filling: FillResult }> {
    const name = `${program.name} ${tickets}`;
    const desk = this.#made.get(name) ?? this.#make(program, tickets);
    this.#made.set(name, desk);
    return desk;
  }

  async #make(program: Program, tickets: number): Promise<{ folder: string; filling: FillResult }> {
    const folder = await this.#newFolder();
    return { folder, filling: await this.#fill(program, folder, tickets) };
  }

  /** Fills a desk in a folder beside its place, so that one that is there is complete. */
  async #keep(kept: string, program: Program, tickets: number): Promise<string> {
    const folder = join(kept, `${program.name.replaceAll(/[^\w.-]+/g, "-")}-${tickets}`);
    if (await exists(folder)) return folder;
    await Deno.mkdir(kept, { recursive: true });
    const place = await Deno.makeTempDir({ dir: kept, prefix: "filling-" });
    await this.#fill(program, place, tickets);
    await Deno.rename(place, folder);
    return folder;
  }

  #fill(program: Program, folder: string, tickets: number): Promise<FillResult> {
    return program.fill(folder, generateTickets(this.corpus.questions, tickets));
  }

  async #newFolder(): Promise<string> {
    const folder = join(this.workspace, `store-${++this.#folders}`);
    await Deno.mkdir(folder);
    return folder;
  }
}

/** A store that is deleted after use. */
export class TemporaryStore implements AsyncDisposable {
  constructor(readonly folder: string) {}

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
