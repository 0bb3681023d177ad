/** Pages that the desk is compared with: what the browser itself takes. */

import { DeskPage } from "./chromium.ts";
import { COPY_PAGE, formatEmptyList } from "./page_scripts.ts";

/** A server for pages of HTML alone. */
export class ReferencePages implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #pages: Readonly<Record<string, string>>;

  /**
   * @param desk An open desk, whose page is copied.
   * @param rows The number of rows of the empty list.
   */
  static async from(desk: DeskPage, rows: number): Promise<ReferencePages> {
    return new ReferencePages({ "/copy": await desk.run(COPY_PAGE), "/empty": formatEmptyList(rows) });
  }

  private constructor(pages: Readonly<Record<string, string>>) {
    this.#pages = pages;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  /** The page of the desk as it is shown, without scripts. */
  get copy(): string {
    return this.#toUrl("/copy");
  }

  /** A list that shows nothing. */
  get emptyList(): string {
    return this.#toUrl("/empty");
  }

  #toUrl(path: string): string {
    return `http://127.0.0.1:${this.#server.addr.port}${path}`;
  }

  #answer({ url }: Request): Response {
    const page = this.#pages[new URL(url).pathname];
    if (page === undefined) return new Response(null, { status: 404 });
    return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
