/** A private place for the demo's store, gone when it is disposed of. */
export class DemoStore implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes a temporary folder that only this user can read. */
  static async create(): Promise<DemoStore> {
    return new DemoStore(await Deno.makeTempDir({ prefix: "support-mcp-demo-" }));
  }

  /** Where the store's file goes. */
  get file(): string {
    return `${this.#folder}/desk.db`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true }).catch(() => {}); // what stays is the system's to clean up
  }
}
