import type { AgentEvent, AgentView } from "./events.ts";
import { formatReport } from "./format_report.ts";

/** Shows what came of the work, and nothing before. */
export class QuietView implements AgentView {
  readonly #print: (text: string) => void;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  show(event: AgentEvent): void {
    if (event.type === "end") this.#print(formatReport(event.report));
  }
}
