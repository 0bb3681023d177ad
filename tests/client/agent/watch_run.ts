/** Runs a watch in this process, and stops it. */

import type { EndReport } from "../../../client/agent/views/end_report.ts";
import type { AgentEvent } from "../../../client/agent/views/events.ts";
import { type WatchAgentOptions, watchModelAgent } from "../../../client/agent/watch_model_agent.ts";
import type { WatchTiming } from "../../../client/agent/watch/pauses.ts";
import { until } from "../../until.ts";
import { filterEvents } from "./agent_run.ts";
import type { ScriptedModel } from "./scripted_model.ts";

/** Short pauses, and no regular checks. In milliseconds. */
const TIMING: WatchTiming = { settle: 5, check: 600_000, start: [5, 20], failure: [5, 20], idle: [1, 5] };

export type WatchOptions = Partial<Omit<WatchAgentOptions, "limits" | "timing">> & {
  limits?: Partial<WatchAgentOptions["limits"]>;
  timing?: Partial<WatchTiming>;
};

/** A running watch of `overdue`, whose end is awaited with {@linkcode stop} or {@linkcode report}. */
export class TestWatch {
  readonly events: AgentEvent[] = [];
  readonly report: Promise<EndReport>;
  readonly #stopping = new AbortController();

  constructor(readonly model: ScriptedModel, { limits, timing, view, ...options }: WatchOptions) {
    this.report = watchModelAgent({
      models: [model],
      task: "Do it.",
      watch: ["overdue"],
      servers: [],
      protocol: "handshake",
      version: "1.0.0",
      policy: "nothing",
      readsSubjects: false,
      roots: [],
      stop: this.#stopping.signal,
      abort: new AbortController().signal,
      ...options,
      limits: { steps: 20, tokens: 100_000, seconds: 60, ...limits },
      timing: { ...TIMING, ...timing },
      view: {
        show: (event) => {
          this.events.push(structuredClone(event));
          view?.show(event);
        },
      },
    });
    this.report.catch(() => {});
  }

  /** The tickets that started each run. */
  get woken(): string[][] {
    return filterEvents("wake", this.events).map(({ tickets }) => tickets);
  }

  /** Waits until a number of runs have ended. */
  async waitForRuns(count: number): Promise<void> {
    await this.waitFor(() => filterEvents("ran", this.events).length >= count, `${count} runs have ended`);
  }

  /** Waits until the last event says that the watch waits for changes. */
  async waitUntilIdle(): Promise<void> {
    const isIdle = () => {
      const last = this.events.findLast(({ type }) => type === "wait" || type === "run");
      return last?.type === "wait" && last.seconds === null;
    };
    await this.waitFor(isIdle, "the watch waits");
  }

  async waitFor(condition: () => boolean, what: string): Promise<void> {
    await Promise.race([
      until(condition, what),
      this.report.then(({ message }) => {
        if (!condition()) throw new Error(`The watch has ended: ${message}`);
      }),
    ]);
  }

  async stop(): Promise<EndReport> {
    this.#stopping.abort();
    return await this.report;
  }
}
