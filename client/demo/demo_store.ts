import { AgentError } from "../errors/mod.ts";

/** A private place for the demo's store, gone when it is disposed of. */
export class DemoStore implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes a temporary folder that only this user can read.
   *
   * @throws {AgentError} When the temporary folder can't be written.
   */
  static async create(): Promise<DemoStore> {
    try {
      return new DemoStore(await Deno.makeTempDir({ prefix: "support-mcp-demo-" }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The demo needs a temporary folder, and can't make one: ${reason}. ` +
        "Set TMPDIR to a folder that can be written.";
      throw new AgentError(message, [], { cause: error });
    }
  }

  /** Where the store's file goes. */
  get file(): string {
    return `${this.#folder}/desk.db`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true }).catch(() => {}); // what stays is the system's to clean up
  }
}
