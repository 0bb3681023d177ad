/** A folder for everything that a run makes. */

import { join } from "node:path";

/** Gone when the run ends, also when it is interrupted: the stores take hundreds of megabytes. */
export class Workspace implements AsyncDisposable {
  readonly #interrupted = () => {
    Deno.removeSync(this.folder, { recursive: true });
    Deno.exit(130); // as shells have it for SIGINT
  };

  private constructor(readonly folder: string) {
    Deno.addSignalListener("SIGINT", this.#interrupted);
  }

  /** Makes one in the project's `dist`: the folder for temporary files may be in memory, where a durable write costs nothing. */
  static async make(project: string): Promise<Workspace> {
    const dist = join(project, "dist");
    await Deno.mkdir(dist, { recursive: true });
    return new Workspace(await Deno.makeTempDir({ dir: dist, prefix: "bench-" }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Deno.removeSignalListener("SIGINT", this.#interrupted);
    await Deno.remove(this.folder, { recursive: true });
  }
}
