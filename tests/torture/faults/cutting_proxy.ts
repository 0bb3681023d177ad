import { delay } from "../../../base/timing/delay.ts";
import type { Random } from "../../create_random.ts";

/** Passes bytes on to a TCP server, each piece a little late, and cuts all connections on demand. */
export class CuttingProxy implements AsyncDisposable {
  readonly #target: URL;
  readonly #random: Random;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.Conn>();
  readonly #accepting: Promise<void>;

  constructor(target: URL, random: Random) {
    this.#target = target;
    this.#random = random;
    this.#accepting = this.#accept();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
  }

  /** Breaks every connection, in the middle of what it carries. */
  cut(): void {
    for (const connection of this.#connections) close(connection);
    this.#connections.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    this.cut();
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) this.#connect(client).catch(() => close(client));
  }

  async #connect(client: Deno.Conn): Promise<void> {
    const server = await Deno.connect({ hostname: this.#target.hostname, port: Number(this.#target.port) });
    for (const connection of [client, server]) this.#connections.add(connection);
    await Promise.race([this.#pass(client, server), this.#pass(server, client)]).catch(() => {}); // it was cut
    for (const connection of [client, server]) close(connection);
  }

  async #pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const writer = to.writable.getWriter();
    for await (const bytes of from.readable) {
      await delay(this.#random(4));
      await writer.write(bytes);
    }
  }
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed.
  }
}
