import { readFromTar } from "./fake_release.ts";

/** Serves npm packages from tarballs to the real npm, on a free port of this machine. */
export class NpmRegistry implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #tarballs = new Map<string, string>();

  constructor() {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
      return this.#respond(decodeURIComponent(new URL(request.url).pathname.slice(1)));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  /** Publishes a tarball. */
  async publish(path: string): Promise<void> {
    const { name } = JSON.parse(await readFromTar(path, "package/package.json"));
    this.#tarballs.set(name, path);
  }

  async #respond(path: string): Promise<Response> {
    const [name, isTarball] = path.endsWith("/tarball") ? [path.slice(0, -"/tarball".length), true] : [path, false];
    const tarball = this.#tarballs.get(name);
    if (tarball === undefined) return new Response("{}", { status: 404 });
    if (isTarball) return new Response(await Deno.readFile(tarball));
    const manifest = JSON.parse(await readFromTar(tarball, "package/package.json"));
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-512", await Deno.readFile(tarball)));
    const dist = { tarball: `${this.url}${encodeURIComponent(name)}/tarball`, integrity: `sha512-${sum.toBase64()}` };
    const versions = { [manifest.version]: { ...manifest, dist } };
    return Response.json({ name, "dist-tags": { latest: manifest.version }, versions });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
