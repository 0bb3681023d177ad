/** Stores with tickets, and fresh copies of them. */

import { join } from "node:path";
import type { Corpus } from "./corpus/corpus.ts";
import { generateTickets } from "./corpus/corpus.ts";
import type { FillResult, Program } from "./programs/program.ts";

export class Stores {
  readonly #made = new Map<string, Promise<{ folder: string; filling: FillResult }>>();
  #folders = 0;

  /**
   * @param workspace An empty folder on a real disk: in memory, durable writes are free.
   */
  constructor(readonly workspace: string, readonly corpus: Corpus) {}

  /** Copies the program's desk with this many open tickets, numbered from 1. The desk is created on first use. */
  async copy(program: Program, tickets: number): Promise<TemporaryStore> {
    const { folder } = await this.#desk(program, tickets);
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
