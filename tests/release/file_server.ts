/** Serves a folder over HTTP on a free port. */
export class FileServer implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  /** @param change Replaces what is served for a path, such as `/SHA256SUMS`. */
  constructor(folder: string, change: (path: string, content: Uint8Array) => Uint8Array | undefined = () => undefined) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async ({ url }) => {
      const { pathname } = new URL(url);
      try {
        const content = await Deno.readFile(folder + pathname);
        return new Response(new Uint8Array(change(pathname, content) ?? content));
      } catch {
        return new Response("not found", { status: 404 });
      }
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
