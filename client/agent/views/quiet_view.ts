import type { AgentEvent, AgentView } from "./events.ts";
import { formatReport } from "./format_report.ts";
import { PlainView } from "./plain_view.ts";

/** Prints only the report at the end, and those of the runs of a watch. */
export class QuietView implements AgentView {
  readonly #print: (text: string) => void;
  readonly #runs: PlainView;

  /** @param print Prints lines, given without the last line feed. */
  constructor(print: (text: string) => void, now?: () => Date) {
    this.#print = print;
    this.#runs = new PlainView(print, now);
  }

  show(event: AgentEvent): void {
    if (event.type === "ran") this.#runs.show(event);
    if (event.type === "end") this.#print(formatReport(event.report));
  }
}
