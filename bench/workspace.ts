/** A folder for all files of a run. */

import { join } from "node:path";

/** Signals that Deno can handle on every system, with the exit codes that shells use for them. */
const ENDINGS: readonly [Deno.Signal, number][] = Deno.build.os === "windows"
  ? [["SIGINT", 130]]
  : [["SIGINT", 130], ["SIGTERM", 143]];

/** Deleted when the run ends or is interrupted, because the stores take hundreds of megabytes. */
export class Workspace implements AsyncDisposable {
  readonly #listeners = ENDINGS.map(([signal, code]) => [signal, () => this.#end(code)] as const);

  private constructor(readonly folder: string) {
    for (const [signal, listener] of this.#listeners) Deno.addSignalListener(signal, listener);
  }

  /**
   * Creates a folder in the project's `dist`: the folder for temporary files may be in memory, where durable writes are
   * free.
   */
  static async make(project: string): Promise<Workspace> {
    const dist = join(project, "dist");
    await Deno.mkdir(dist, { recursive: true });
    return new Workspace(await Deno.makeTempDir({ dir: dist, prefix: "bench-" }));
  }

  #end(code: number): never {
    Deno.removeSync(this.folder, { recursive: true });
    Deno.exit(code);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [signal, listener] of this.#listeners) Deno.removeSignalListener(signal, listener);
    await Deno.remove(this.folder, { recursive: true });
  }
}
