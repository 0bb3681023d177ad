/** JSON-RPC 2.0 in both directions. */

import { BridgeError } from "../bridge.ts";
import type { Port } from "./port.ts";

type Params = Record<string, unknown>;

export interface RpcHandlers {
  /** Answers a request of the host. @returns Undefined if the method is unknown. */
  answer(method: string, params: Params): object | undefined;
  /** Handles a notification of the host. */
  notice(method: string, params: Params): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Message {
  jsonrpc?: unknown;
  id?: string | number;
  method?: string;
  params?: Params;
  result?: unknown;
  error?: { code?: number; message?: string };
}

const METHOD_NOT_FOUND = -32601;

/** One side of a conversation. */
export class Rpc {
  readonly #pending = new Map<string | number, Pending>();
  #nextId = 0;

  constructor(private readonly port: Port, private readonly handlers: RpcHandlers) {
    port.listen((message) => this.#receive(message));
  }

  /**
   * Sends a request.
   *
   * @param timeout In milliseconds.
   * @throws {BridgeError} If the host refuses, or does not answer in time.
   */
  request<Result>(method: string, params: object, timeout: number): Promise<Result> {
    const id = ++this.#nextId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => reject(new BridgeError("offline", "The host does not answer.")), timeout);
    this.#pending.set(id, { resolve, reject });
    this.port.send({ jsonrpc: "2.0", id, method, params });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#pending.delete(id);
    }) as Promise<Result>;
  }

  notify(method: string, params: object = {}): void {
    this.port.send({ jsonrpc: "2.0", method, params });
  }

  /** Ignores what is no message: other scripts of the host may use the same window. */
  #receive(data: unknown): void {
    if (typeof data !== "object" || data === null || (data as Message).jsonrpc !== "2.0") return;
    const { id, method, params = {}, result, error } = data as Message;
    if (method === undefined) {
      if (id !== undefined) this.#settle(id, result, error);
    } else if (id === undefined) this.handlers.notice(method, params);
    else this.#answer(id, method, params);
  }

  #settle(id: string | number, result: unknown, error: Message["error"]): void {
    const pending = this.#pending.get(id);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new BridgeError("failed", error.message ?? "The host refused the request."));
  }

  #answer(id: string | number, method: string, params: Params): void {
    const result = this.handlers.answer(method, params);
    if (result !== undefined) return this.port.send({ jsonrpc: "2.0", id, result });
    const error = { code: METHOD_NOT_FOUND, message: `Unknown method ${method}` };
    this.port.send({ jsonrpc: "2.0", id, error });
  }
}
