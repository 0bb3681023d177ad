/** Runs the agent with a model whenever watched resources have news. */

import { delay } from "../../base/timing/delay.ts";
import { ServerError } from "../errors/mod.ts";
import { describeTokenLimit, type RunEnd } from "./agent_loop.ts";
import type { AgentSession, FinishedRun, SessionOptions } from "./agent_session.ts";
import { Budget } from "./budget.ts";
import { openWatch } from "./open_watch.ts";
import { formatWatchTask } from "./watch_task.ts";
import { WatchReport } from "./watch_report.ts";
import { UntrustedTextMarks } from "./untrusted_text.ts";
import type { AgentView, EndReport, ResourcePlace } from "./views/mod.ts";
import {
  Answers,
  getQuietTime,
  Pauses,
  WakeUp,
  WATCH_TIMING,
  type WatchedNews,
  type WatchedResource,
  type WatchTiming,
} from "./watch/mod.ts";

export interface WatchAgentOptions extends SessionOptions {
  task: string;
  /** Names of views, or URIs of resources; at least one. */
  watch: readonly string[];
  timing?: WatchTiming;
}

/** The number of runs in a row that may reach a limit of steps or time before their tickets are left as they are. */
const MAX_UNFINISHED = 3;

const STOPPED = "The watch was stopped.";
const NOTHING_LEFT = "The servers of all watched resources are gone, so nothing is left to watch.";

/**
 * Connects to the servers, and waits for those that are away. Works on the task whenever a watched resource has news: once at the start if it holds
 * anything, then each time that a ticket in it is new or has changed.
 *
 * @returns The report of all runs, which the view has shown too.
 * @throws {AgentError} If a server refuses the connection, or none has one of the resources.
 * @throws The reason of `abort`, once that is aborted.
 */
export async function watchModelAgent(options: WatchAgentOptions): Promise<EndReport> {
  const { view, task, limits } = options;
  const opened = await openWatch(options, options.watch, options.timing ?? WATCH_TIMING);
  if (opened === undefined) return endUnopened(view, new Budget(limits));
  await using session = opened.session;
  const { resources } = opened;
  view.show({ type: "begin", task, ...session.describe(), watch: resources.map(toPlace) });
  const report = await new Watch(session, resources, options).work();
  view.show({ type: "end", report });
  return report;
}

/** Ends a watch that was stopped before it could reach its servers. */
function endUnopened(view: AgentView, budget: Budget): EndReport {
  const report = new WatchReport().end({ reason: "stopped", message: STOPPED }, budget);
  view.show({ type: "end", report });
  return report;
}

/** News of one resource, for a run. */
interface News extends WatchedNews {
  resource: WatchedResource;
}

/** The time at which a run starts, and whether others have only answered changes of this agent. */
interface RunStart {
  at: number;
  hasAnswersOnly: boolean;
}

class Watch {
  readonly #session: AgentSession;
  readonly #resources: readonly WatchedResource[];
  readonly #options: WatchAgentOptions;
  readonly #timing: WatchTiming;
  readonly #pauses: Pauses;
  readonly #answers: Answers;
  readonly #report = new WatchReport();
  readonly #wakeUp = new WakeUp();
  /** The reasons for which resources cannot be read, as they were shown. */
  readonly #unreadable = new Map<WatchedResource, string>();
  #isWaiting = false;
  #unfinished = 0;

  constructor(session: AgentSession, resources: readonly WatchedResource[], options: WatchAgentOptions) {
    this.#session = session;
    this.#resources = resources;
    this.#options = options;
    this.#timing = options.timing ?? WATCH_TIMING;
    this.#pauses = new Pauses(this.#timing);
    this.#answers = new Answers(getQuietTime(this.#timing));
    for (const server of session.servers) server.onNews = () => this.#wakeUp.notify();
  }

  async work(): Promise<EndReport> {
    for (;;) {
      const end = await this.#turn();
      if (end !== undefined) return this.#report.end(end, this.#session.budget);
    }
  }

  /** Reads the resources, and works on their news or waits. */
  async #turn(): Promise<RunEnd | undefined> {
    const { stop, abort } = this.#options;
    if (stop.aborted) return { reason: "stopped", message: STOPPED }; // while it waited: nothing more is read
    await this.#session.refresh();
    const current: WatchedResource[] = [];
    for (const resource of this.#resources) if (await this.#update(resource)) current.push(resource);
    abort.throwIfAborted();
    if (stop.aborted) return { reason: "stopped", message: STOPPED };
    if (this.#resources.every(({ server }) => server.isLost)) return { reason: "failed", message: NOTHING_LEFT };
    const news = current.flatMap((resource) => resource.news ? [{ resource, ...resource.news }] : []);
    if (news.length > 0 && this.#pauses.left === 0) return await this.#run(news);
    await this.#wait(news.length > 0);
  }

  /** @returns False if the resource cannot be read for now. */
  async #update(resource: WatchedResource): Promise<boolean> {
    if (resource.server.isDisconnected) return false;
    try {
      await resource.update();
      this.#unreadable.delete(resource);
      return true;
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      this.#reportUnreadable(resource, error.message);
      return false;
    }
  }

  /** Reports a problem once. The end of a connection is reported for the whole server. */
  #reportUnreadable(resource: WatchedResource, message: string): void {
    if (!resource.server.connection.isOpen || this.#unreadable.get(resource) === message) return;
    this.#unreadable.set(resource, message);
    this.#options.view.show({ type: "unreadable", ...toPlace(resource), message });
  }

  /** Waits for news, or for the time of the next run if there are news already. */
  async #wait(hasNews: boolean): Promise<void> {
    const { view, stop } = this.#options;
    const pause = this.#pauses.left;
    if (!this.#isWaiting) {
      const seconds = hasNews ? Math.ceil(pause / 1000) : null;
      view.show({ type: "wait", watch: this.#resources.map(toPlace), seconds });
    }
    this.#isWaiting = true;
    const isAwake = await this.#wakeUp.wait(hasNews ? pause : this.#timing.check, stop);
    if (isAwake) await delay(this.#timing.settle, { signal: stop }).catch(() => {});
  }

  async #run(news: readonly News[]): Promise<RunEnd | undefined> {
    const { view, task } = this.#options;
    const { budget } = this.#session;
    this.#isWaiting = false;
    for (const { resource, keys, contents } of news) {
      view.show({ type: "wake", ...toPlace(resource), tickets: contents.hasTickets ? [...keys] : [] });
    }
    const run = this.#report.startRun(budget);
    view.show({ type: "run", run: run.number });
    const start = { at: performance.now(), hasAnswersOnly: this.#answers.include(news) };
    const tickets = news.flatMap(({ keys, contents }) => contents.hasTickets ? [...keys] : []);
    const marks = new UntrustedTextMarks(); // a new id for each run: customers may have seen an earlier one
    const finished = await this.#session.run(formatWatchTask(task, news, marks), marks, tickets);
    view.show({ type: "ran", report: run.end(finished, new Set(tickets)) });
    this.#settle(news, finished, start);
    if (finished.end.reason === "stopped") return { reason: "stopped", message: STOPPED };
    return budget.tokensLeft > 0 ? undefined : { reason: "tokens", message: describeTokenLimit(budget) };
  }

  #settle(news: readonly News[], { end: { reason }, ledger: { changes } }: FinishedRun, start: RunStart): void {
    const isLimited = reason === "steps" || reason === "time";
    this.#unfinished = isLimited ? this.#unfinished + 1 : 0;
    const isDone = reason === "finished" || (isLimited && this.#unfinished % MAX_UNFINISHED === 0);
    for (const { resource, ...part } of news) {
      resource.endRun(part, changes, isDone);
      this.#answers.add({ resource, keys: new Set([...part.contents.items.keys()].filter((key) => changes.has(key))) });
    }
    const isIdle = start.hasAnswersOnly || !changes.hasAny;
    this.#pauses.endRun(reason !== "finished" ? "failed" : isIdle ? "idle" : "changed", start.at);
  }
}

function toPlace({ server, uri }: WatchedResource): ResourcePlace {
  return { server: server.name, resource: uri };
}
