import { join } from "node:path";

/** A folder that is gone when the test is over. */
export class TemporaryFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async create(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await Deno.makeTempDir({ prefix: "support-mcp-test-" }));
  }

  /** The path of `name` in it. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** What is in it, by name. */
  async listNames(): Promise<string[]> {
    return (await Array.fromAsync(Deno.readDir(this.path))).map(({ name }) => name).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
