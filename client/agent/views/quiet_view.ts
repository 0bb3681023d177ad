import type { AgentEvent, AgentView } from "./events.ts";
import { formatReport } from "./format_report.ts";

/** Prints only the report at the end. */
export class QuietView implements AgentView {
  readonly #print: (text: string) => void;

  /** @param print Prints lines, given without the last line feed. */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  show(event: AgentEvent): void {
    if (event.type === "end") this.#print(formatReport(event.report));
  }
}
