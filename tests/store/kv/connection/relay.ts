/** A proxy between a client and a server that can drop responses and cut connections. */

export class Relay implements AsyncDisposable {
  readonly #listener: Deno.TcpListener;
  readonly #target: Deno.ConnectOptions;
  readonly #open = new Set<Deno.TcpConn>();
  readonly #accepting: Promise<void>;
  #trigger: string | null = null;
  #passesResponses = true;

  /** @param url The URL of the server. */
  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#target = { hostname, port: Number(port) };
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#accepting = this.#accept();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** Drops responses, but not requests, from the request on that contains `text`. */
  dropResponsesAfter(text: string): void {
    this.#trigger = text;
  }

  /** Cuts every connection. New ones work. */
  cut(): void {
    this.#trigger = null;
    this.#passesResponses = true;
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
      void this.#pass(server, client, () => this.#passesResponses);
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
      // The connection was cut.
    }
    close(from);
    close(to);
  }

  #look(bytes: Uint8Array): true {
    if (this.#trigger !== null && new TextDecoder().decode(bytes).includes(this.#trigger)) {
      this.#passesResponses = false;
    }
    return true;
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It is closed already.
  }
}
