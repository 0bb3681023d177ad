/** One connection to an HTTP server, kept open (RFC 9112): leaner than `fetch`, which would limit what is measured. */

import { IncomingBytes } from "./incoming_bytes.ts";

export interface HttpResponse {
  status: number;
  /** The status line and the header lines. */
  head: string;
  /** Good until the next exchange. */
  body: Uint8Array;
}

const [LINE_END, HEAD_END] = ["\r\n", "\r\n\r\n"].map((text) => new TextEncoder().encode(text)) as [
  Uint8Array,
  Uint8Array,
];
const NOTHING = new Uint8Array();

export class HttpConnection implements Disposable {
  readonly #incoming: IncomingBytes;
  readonly #decoder = new TextDecoder();

  private constructor(private readonly connection: Deno.TcpConn) {
    this.#incoming = new IncomingBytes((into) => connection.read(into));
  }

  /** Connects to a port of this machine. */
  static async open(port: number): Promise<HttpConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
    return new HttpConnection(connection);
  }

  /**
   * Sends a whole request and waits for its whole answer.
   *
   * @throws {Error} When the connection ends first.
   */
  async exchange(request: Uint8Array): Promise<HttpResponse> {
    await this.send(request);
    const head = this.#decoder.decode(await this.#incoming.readUntil(HEAD_END));
    return { status: Number(head.slice(9, 12)), head, body: await this.#body(head) };
  }

  /** Sends a request whose answer doesn't end. */
  async send(request: Uint8Array): Promise<void> {
    for (let sent = 0; sent < request.length;) sent += await this.connection.write(request.subarray(sent));
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }

  async #body(head: string): Promise<Uint8Array> {
    const length = getHeader(head, "content-length");
    if (length !== undefined) return await this.#incoming.readExactly(Number(length));
    return getHeader(head, "transfer-encoding") === "chunked" ? await this.#chunks() : NOTHING;
  }

  async #chunks(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for (;;) {
      const size = parseInt(this.#decoder.decode(await this.#incoming.readUntil(LINE_END)), 16);
      chunks.push((await this.#incoming.readExactly(size)).slice());
      await this.#incoming.readUntil(LINE_END);
      if (size === 0) return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    }
  }
}

/** The value of a header, whose name is given in lower case. */
export function getHeader(head: string, name: string): string | undefined {
  return new RegExp(`\r\n${name}: *([^\r]*)`, "i").exec(head)?.[1];
}
