import { join } from "node:path";

/** A folder that is removed at the end of a test. */
export class TemporaryFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async create(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await Deno.makeTempDir({ prefix: "support-mcp-test-" }));
  }

  /** Returns the path of a file in it. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Lists the names in it. */
  async listNames(): Promise<string[]> {
    return (await Array.fromAsync(Deno.readDir(this.path))).map(({ name }) => name).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
