/** A connection between a client and a server that can be cut where it hurts. */

export class Relay implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #target: Deno.ConnectOptions;
  readonly #open = new Set<Deno.TcpConn>();
  readonly #accepting: Promise<void>;
  #fatal: string | null = null;
  #answersPass = true;

  /** @param url Of the server. */
  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#target = { hostname, port: Number(port) };
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#accepting = this.#accept();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** From the request on that has this text in it, requests reach the server, and its answers get lost. */
  dropResponsesAfter(text: string): void {
    this.#fatal = text;
  }

  /** Cuts every connection; new ones work. */
  cut(): void {
    this.#fatal = null;
    this.#answersPass = true;
    for (const connection of this.#open) close(connection);
    this.#open.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      const server = await Deno.connect(this.#target).catch(() => null) as Deno.TcpConn | null;
      if (server === null) {
        close(client);
        continue;
      }
      this.#open.add(client).add(server);
      void this.#pass(client, server, (bytes) => this.#look(bytes));
      void this.#pass(server, client, () => this.#answersPass);
    }
  }

  async #pass(from: Deno.TcpConn, to: Deno.TcpConn, passes: (bytes: Uint8Array) => boolean): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (let read = await from.read(buffer); read !== null; read = await from.read(buffer)) {
        const bytes = buffer.subarray(0, read);
        if (!passes(bytes)) continue;
        for (let sent = 0; sent < read;) sent += await to.write(bytes.subarray(sent));
      }
    } catch {
      // It was cut.
    }
    close(from);
    close(to);
  }

  #look(bytes: Uint8Array): true {
    if (this.#fatal !== null && new TextDecoder().decode(bytes).includes(this.#fatal)) this.#answersPass = false;
    return true;
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed.
  }
}
