/** A proxy that passes on bytes until the test cuts its connections. */

export class CuttingProxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.Conn>();
  readonly #running: Promise<void>;
  #isCut = false;

  /** @param target The port of the server. */
  constructor(private readonly target: number) {
    this.#running = this.#accept();
  }

  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** Ends every connection, and refuses others until {@linkcode restore}. */
  cut(): void {
    this.#isCut = true;
    for (const connection of this.#connections) close(connection);
  }

  restore(): void {
    this.#isCut = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await this.#running;
  }

  async #accept(): Promise<void> {
    const passing: Promise<void>[] = [];
    for await (const connection of this.#listener) {
      if (this.#isCut) close(connection);
      else passing.push(this.#pass(connection));
    }
    await Promise.all(passing);
  }

  async #pass(client: Deno.Conn): Promise<void> {
    const server = await Deno.connect({ hostname: "127.0.0.1", port: this.target });
    const both = [client, server];
    for (const connection of both) this.#connections.add(connection);
    await Promise.race([client.readable.pipeTo(server.writable), server.readable.pipeTo(client.writable)]).catch(
      () => {},
    );
    for (const connection of both) {
      this.#connections.delete(connection);
      close(connection);
    }
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // it is closed
  }
}
