import type { AgentEvent, AgentView } from "./events.ts";

/** Prints each event as one line of JSON, with the time. */
export class JsonView implements AgentView {
  readonly #print: (line: string) => void;
  readonly #now: () => Date;

  /** @param print Prints one line, given without the line feed. */
  constructor(print: (line: string) => void, now: () => Date = () => new Date()) {
    this.#print = print;
    this.#now = now;
  }

  show({ type, ...rest }: AgentEvent): void {
    this.#print(JSON.stringify({ type, at: this.#now().toISOString(), ...rest }));
  }
}
