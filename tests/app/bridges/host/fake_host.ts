/** A host that tests control, on the other end of a MessageChannel. */

import type { Port } from "../../../../app/bridges/host/mod.ts";

type Json = Record<string, unknown>;

export class FakeHost implements Disposable {
  readonly requests: Json[] = [];
  readonly notifications: Json[] = [];
  /** The results of requests by method, or errors. Methods without one get no answer. */
  readonly results: Record<string, (params: Json) => Json | Error> = {};
  readonly #channel = new MessageChannel();
  readonly #responses: Json[] = [];
  #asked = 0;
  #changed = Promise.withResolvers<void>();

  constructor(initialize: Json | null = {}) {
    if (initialize !== null) this.results["ui/initialize"] = () => initialize;
    this.#channel.port1.onmessage = ({ data }) => this.#receive(data);
  }

  get port(): Port {
    const port = this.#channel.port2;
    return {
      send: (message) => port.postMessage(message),
      listen: (listener) => port.onmessage = ({ data }) => listener(data),
    };
  }

  /** Sends anything to the page. */
  send(message: unknown): void {
    this.#channel.port1.postMessage(message);
  }

  notify(method: string, params: Json): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  /** Waits until the page has sent a message of this method. */
  async waitFor(method: string): Promise<Json> {
    return await this.#find((message) => message.method === method);
  }

  /** Sends a request. @returns The page's response. */
  async ask(method: string): Promise<Json> {
    const id = `host ${++this.#asked}`;
    this.send({ jsonrpc: "2.0", id, method, params: {} });
    return await this.#find((message) => message.id === id);
  }

  /** Waits until the page has handled everything that was sent so far. */
  async settle(): Promise<void> {
    await this.ask("ping");
  }

  [Symbol.dispose](): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }

  async #find(isWanted: (message: Json) => boolean): Promise<Json> {
    while (true) {
      const found = [...this.requests, ...this.notifications, ...this.#responses].find(isWanted);
      if (found !== undefined) return found;
      await this.#changed.promise;
    }
  }

  #receive(message: Json): void {
    const { id, method, params } = message;
    (method === undefined ? this.#responses : id === undefined ? this.notifications : this.requests).push(message);
    const result = method === undefined ? undefined : this.results[method as string]?.(params as Json);
    if (result instanceof Error) this.send({ jsonrpc: "2.0", id, error: { code: -32000, message: result.message } });
    else if (result !== undefined) this.send({ jsonrpc: "2.0", id, result });
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
