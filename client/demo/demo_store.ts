import { AgentError } from "../errors/mod.ts";

/** A private temporary folder for the demo's store, which is removed on disposal. */
export class DemoStore implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Creates a temporary folder that only this user can read.
   *
   * @throws {AgentError} If no temporary folder can be created.
   */
  static async create(): Promise<DemoStore> {
    try {
      return new DemoStore(await Deno.makeTempDir({ prefix: "support-mcp-demo-" }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Cannot create a temporary folder for the demo: ${reason}. ` +
        "Set TMPDIR to a writable folder.";
      throw new AgentError(message, [], { cause: error });
    }
  }

  /** The path of the store's file. */
  get file(): string {
    return `${this.#folder}/desk.db`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true }).catch(() => {}); // the system cleans up what is left
  }
}
