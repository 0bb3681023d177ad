/**
 * A persistent connection to an HTTP server (RFC 9112), with less overhead than `fetch`, which would limit the
 * measurement.
 */

import { IncomingBytes } from "./incoming_bytes.ts";

export interface HttpResponse {
  status: number;
  /** The status line and the header lines. */
  head: string;
  /** Valid until the next exchange. */
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

  /** Connects to a local port. */
  static async open(port: number): Promise<HttpConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
    return new HttpConnection(connection);
  }

  /**
   * Sends a complete request and waits for the complete response.
   *
   * @throws {Error} If the connection ends first.
   */
  async exchange(request: Uint8Array): Promise<HttpResponse> {
    await this.send(request);
    const head = this.#decoder.decode(await this.#incoming.readUntil(HEAD_END));
    return { status: Number(head.slice(9, 12)), head, body: await this.#body(head) };
  }

  /** Sends a request with an endless response. */
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

/** Returns the value of a header. The name is in lower case. */
export function getHeader(head: string, name: string): string | undefined {
  return new RegExp(`\r\n${name}: *([^\r]*)`, "i").exec(head)?.[1];
}
