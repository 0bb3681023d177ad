import type { Order, Report } from "./messages.ts";

/** Another thread of a check. Its failures are reports, so none is lost while no one waits for one. */
export class Thread implements Disposable {
  readonly #worker: Worker;
  #failure: Report | null = null;
  #answer: ((report: Report) => void) | null = null;

  /**
   * @param module The URL of the thread's main module.
   * @param onFailure Called when the thread fails.
   */
  constructor(module: string, private readonly onFailure: () => void) {
    this.#worker = new Worker(module, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<Report>) => this.#receive(data);
    this.#worker.onmessageerror = () => this.#receive({ kind: "failed", reason: "a message cannot be read" });
    this.#worker.onerror = (event) => {
      event.preventDefault(); // otherwise, it would end this thread too
      this.#receive({ kind: "failed", reason: event.message });
    };
  }

  send(order: Order): void {
    this.#worker.postMessage(order);
  }

  /** Sends an order and waits for the report about it. */
  request(order: Order): Promise<Report> {
    if (this.#failure !== null) return Promise.resolve(this.#failure);
    const { promise, resolve } = Promise.withResolvers<Report>();
    this.#answer = resolve;
    this.send(order);
    return promise;
  }

  #receive(report: Report): void {
    if (report.kind === "failed") {
      this.#failure = report;
      this.onFailure();
    }
    this.#answer?.(report);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
