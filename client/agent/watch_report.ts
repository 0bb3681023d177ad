import type { FinishedRun } from "./agent_session.ts";
import type { RunEnd } from "./agent_loop.ts";
import { type Budget, roundSeconds } from "./budget.ts";
import { NO_ACTION } from "./ledger/mod.ts";
import type { EndReport, RunReport } from "./views/mod.ts";

/** The most runs and calls that the report of a long watch lists: the last ones. */
const MAX_LISTED = 1_000;

/** The last outcome for a ticket. */
type TicketEnd =
  | { kind: "closed" }
  | { kind: "escalated"; entry: EndReport["escalated"][number] }
  | { kind: "left"; entry: EndReport["left"][number] };

/** A run that has started. */
export interface StartedRun {
  number: number;
  /** @param given The tickets that the run was about. */
  end(finished: FinishedRun, given: ReadonlySet<string>): RunReport;
}

/** Collects the reports of a watch's runs. */
export class WatchReport {
  readonly #startedAt = performance.now();
  readonly #tickets = new Map<string, TicketEnd>();
  readonly #waiting = new Map<string, EndReport["waiting"][number]>();
  #runs: RunReport[] = [];
  #writes: EndReport["writes"] = [];
  #count = 0;
  #steps = 0;

  /** Starts a run with its share of the budget. */
  startRun(budget: Budget): StartedRun {
    budget.startRun();
    const [number, started] = [++this.#count, new Date().toISOString()];
    const before = { ...budget.tokens, cost: budget.cost ?? 0 };
    const end = ({ end, ledger }: FinishedRun, given: ReadonlySet<string>) => {
      const { writes, left, ...summary } = ledger.summarize();
      const { steps, tokens: { input, output }, cost, seconds } = budget;
      return this.#add({
        run: number,
        started,
        ...end,
        ...summary,
        left: left.filter(({ ticket, why }) => given.has(ticket) || why !== NO_ACTION),
        changes: writes.filter(({ outcome, isUncertain }) => outcome === "done" || isUncertain).length,
        steps,
        tokens: { input: input - before.input, output: output - before.output },
        cost: cost === null ? null : cost - before.cost,
        seconds: roundSeconds(seconds),
      }, writes);
    };
    return { number, end };
  }

  /** Ends the watch with the report of all runs. */
  end(end: RunEnd, { tokens, cost }: Budget): EndReport {
    const tickets = [...this.#tickets];
    return {
      ...end,
      closed: tickets.flatMap(([ticket, { kind }]) => kind === "closed" ? [ticket] : []),
      escalated: tickets.flatMap(([, end]) => end.kind === "escalated" ? [end.entry] : []),
      left: tickets.flatMap(([, end]) => end.kind === "left" ? [end.entry] : []),
      waiting: [...this.#waiting.values()],
      writes: this.#writes,
      steps: this.#steps,
      tokens: { ...tokens },
      cost,
      seconds: roundSeconds((performance.now() - this.#startedAt) / 1000),
      runs: this.#runs,
    };
  }

  #add(report: RunReport, writes: EndReport["writes"]): RunReport {
    for (const ticket of report.closed) this.#tickets.set(ticket, { kind: "closed" });
    for (const entry of report.escalated) this.#tickets.set(entry.ticket, { kind: "escalated", entry });
    for (const entry of report.left) this.#addLeft(entry);
    for (const change of report.waiting) this.#waiting.set(`${change.server} ${change.approval}`, change);
    this.#steps += report.steps;
    this.#runs = [...this.#runs, report].slice(-MAX_LISTED);
    this.#writes = [...this.#writes, ...writes].slice(-MAX_LISTED);
    return report;
  }

  /** A later run that only read a ticket does not undo what an earlier one did. */
  #addLeft(entry: EndReport["left"][number]): void {
    if (entry.why === NO_ACTION && this.#tickets.has(entry.ticket)) return;
    this.#tickets.set(entry.ticket, { kind: "left", entry });
  }
}
