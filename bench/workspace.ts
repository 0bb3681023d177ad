/** A folder for everything that a run makes. */

import { join } from "node:path";

/** Those that Deno can listen for on every system, and what shells make of them as an exit code. */
const ENDINGS: readonly [Deno.Signal, number][] = Deno.build.os === "windows"
  ? [["SIGINT", 130]]
  : [["SIGINT", 130], ["SIGTERM", 143]];

/** Gone when the run ends, also when it is interrupted: the stores take hundreds of megabytes. */
export class Workspace implements AsyncDisposable {
  readonly #listeners = ENDINGS.map(([signal, code]) => [signal, () => this.#end(code)] as const);

  private constructor(readonly folder: string) {
    for (const [signal, listener] of this.#listeners) Deno.addSignalListener(signal, listener);
  }

  /** Makes one in the project's `dist`: the folder for temporary files may be in memory, where a durable write costs nothing. */
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
