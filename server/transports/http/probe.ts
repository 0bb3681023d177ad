import { settlesWithin } from "../../../base/timing/settles_within.ts";

/** Connections to these addresses of all interfaces go to the loopback interface. */
const LOOPBACK: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

type Server = Deno.HttpServer<Deno.NetAddr>;

/** Checks periodically whether a server still accepts connections. */
export class Probe {
  readonly #timer: ReturnType<typeof setInterval>;
  #connecting: Promise<void> | undefined;

  /**
   * @param interval In milliseconds.
   * @param getServer Returns the current server.
   * @param onRefused Called each time that no connection to a server can be opened.
   */
  constructor(interval: number, getServer: () => Server, onRefused: (server: Server, error: Error) => void) {
    this.#timer = setInterval(() => {
      if (this.#connecting !== undefined) return;
      const server = getServer();
      const refuse = (error: Error) => onRefused(server, error);
      this.#connecting = connect(server.addr).catch(refuse).finally(() => this.#connecting = undefined);
    }, interval);
    Deno.unrefTimer(this.#timer);
  }

  /** Settles when no connection of it is open, or soon. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#connecting !== undefined) await settlesWithin(this.#connecting, 100);
  }
}

async function connect({ hostname, port }: Deno.NetAddr): Promise<void> {
  const connection = await Deno.connect({ hostname: LOOPBACK[hostname] ?? hostname, port });
  connection.close();
}
