import { DeskError } from "../../../errors.ts";
import type { SqliteRows } from "../../rows/mod.ts";
import type { DeskContext } from "../reading/mod.ts";
import type { CheckTask } from "./check_task.ts";
import type { Report } from "./messages.ts";
import type { PartCheck } from "./part_check.ts";
import { TaskList } from "./task_list.ts";
import { Thread } from "./thread.ts";

/** More threads would take more memory than they save time. */
const MOST_THREADS = 8;

/** A smaller store is checked before another thread could help. */
const LEAST_BYTES = 8 * 1_024 * 1_024;

/** The tries to take the same snapshot in all threads, while the store changes. */
const MOST_TRIES = 50;

/** The threads of a check beside the main one: none if the store is small, or if they cannot be started. */
export class CheckThreads implements Disposable {
  #threads: Thread[] = [];
  #opened: Promise<Report[]> = Promise.resolve([]);
  #list: TaskList | null = null;
  #results: Promise<Report[]> = Promise.resolve([]);

  /**
   * @param path The store, which all threads read.
   * @param count The number of threads.
   * @param module The URL of their main module.
   */
  constructor(private readonly path: string, count: number, module?: string) {
    try {
      const url = module ?? import.meta.resolve("#check_worker");
      for (let index = 0; index < count; index++) {
        this.#threads.push(new Thread(url, () => this.#list?.stop()));
      }
    } catch {
      this[Symbol.dispose](); // the platform or a permission does not allow threads
    }
    this.#opened = this.#open();
  }

  /** Starts as many threads as pay for a store file. */
  static async start(path: string): Promise<CheckThreads> {
    const size = await Deno.stat(path).then((info) => info.size, () => 0);
    const count = size < LEAST_BYTES ? 0 : Math.min(navigator.hardwareConcurrency, MOST_THREADS) - 1;
    return new CheckThreads(path, count);
  }

  get count(): number {
    return this.#threads.length;
  }

  /** Waits until all threads have the same snapshot as the main one. If they cannot get it, the main one is alone. */
  async join(rows: SqliteRows): Promise<void> {
    for (let tries = 0; this.count > 0 && tries < MOST_TRIES; tries++) {
      const reports = await this.#opened;
      if (reports.some(({ kind }) => kind === "failed")) break;
      if (reports.every((report) => report.kind === "opened" && report.version === rows.version)) return;
      this.#opened = this.#open();
      rows.renew();
    }
    this[Symbol.dispose]();
  }

  #open(): Promise<Report[]> {
    return Promise.all(this.#threads.map((thread) => thread.request({ kind: "open", path: this.path })));
  }

  /** Starts the tasks in the other threads. Those with tickets wait for the context. */
  begin(tasks: readonly CheckTask[]): void {
    const list = this.#list = new TaskList(tasks);
    const order = { kind: "run", tasks, progress: list.progress } as const;
    this.#results = Promise.all(this.#threads.map((thread) => thread.request(order)));
  }

  /**
   * Does tasks in this thread too, until all are done.
   *
   * @param part The check of this thread, to which the results of the others are added.
   * @param context What the tickets follow from.
   * @param onProgress Receives the share of tasks that are done.
   * @throws {DeskError} `unavailable` if another thread fails.
   */
  async finish(part: PartCheck, context: DeskContext, onProgress: (share: number) => void): Promise<void> {
    for (const thread of this.#threads) thread.send({ kind: "context", context });
    const list = this.#list!;
    await list.work(async (task, place) => {
      await part.run(task, place, () => context);
      onProgress(list.share);
    });
    for (const report of await this.#results) {
      if (report.kind === "done") part.add(report.result);
      else throw createThreadError(report);
    }
  }

  [Symbol.dispose](): void {
    for (const thread of this.#threads) thread[Symbol.dispose]();
    this.#threads = [];
  }
}

function createThreadError(report: Report): DeskError {
  const reason = report.kind === "failed" ? report.reason : "it stopped early";
  return new DeskError("unavailable", `Cannot check the store: a thread failed: ${reason}. Repeat the check.`);
}
