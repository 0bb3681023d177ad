import type { CheckTask } from "./check_task.ts";

const enum Place {
  Taken,
  Done,
}

/** A list of tasks that several threads share: each takes the next one. */
export class TaskList {
  /** @param progress Memory that all threads share: the number of tasks that were taken, and that are done. */
  constructor(readonly tasks: readonly CheckTask[], readonly progress = new Int32Array(new SharedArrayBuffer(8))) {}

  /** Does tasks until none is left. */
  async work(run: (task: CheckTask, place: number) => Promise<void>): Promise<void> {
    for (;;) {
      const place = Atomics.add(this.progress, Place.Taken, 1);
      const task = this.tasks[place];
      if (task === undefined) return;
      await run(task, place);
      Atomics.add(this.progress, Place.Done, 1);
    }
  }

  /** Leaves no task to take. */
  stop(): void {
    Atomics.store(this.progress, Place.Taken, this.tasks.length);
  }

  /** The share of tasks that are done, from 0 to 1. */
  get share(): number {
    return Atomics.load(this.progress, Place.Done) / this.tasks.length;
  }
}
