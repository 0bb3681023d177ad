import { type Answer, type Dialog, InterruptedError, type Question, type Terminal } from "../../terminal/dialog/mod.ts";
import { toPlaceholder } from "../format/mod.ts";
import type { RecordEntry } from "./record_entry.ts";

/** Replaces a secret that a person typed. */
const NOT_RECORDED = toPlaceholder("typed secret");

/** Wraps a terminal and records its conversations. */
export class RecordingTerminal implements Terminal {
  readonly #terminal: Terminal;
  readonly #nextNumber: () => number;
  readonly #record: RecordEntry;

  constructor(terminal: Terminal, nextNumber: () => number, record: RecordEntry) {
    this.#terminal = terminal;
    this.#nextNumber = nextNumber;
    this.#record = record;
  }

  async runDialog<Result>(
    topic: string,
    conversation: (prompts: Dialog) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const number = this.#nextNumber();
    this.#record({ kind: "conversation", conversation: number, topic });
    try {
      const recorded = (prompts: Dialog) => conversation(this.#recorded(prompts, number));
      return await this.#terminal.runDialog(topic, recorded, signal);
    } catch (error) {
      if (error instanceof InterruptedError) this.#record({ kind: "interrupted", conversation: number });
      throw error;
    }
  }

  #recorded(prompts: Dialog, conversation: number): Dialog {
    return {
      show: (title, text) => {
        this.#record({ kind: "told", conversation, title, text });
        prompts.show(title, text);
      },
      ask: async <Asked extends Question>(question: Asked): Promise<Answer<Asked> | null> => {
        const answer = await prompts.ask(question);
        this.#record({ kind: "asked", conversation, ...toRecordedAnswer(question, answer) });
        return answer;
      },
    };
  }
}

/** Omits secrets and members that JSON cannot represent. */
function toRecordedAnswer(question: Question, answer: string | string[] | null) {
  const json = JSON.parse(JSON.stringify(question));
  const secret = question.kind === "line" && question.secret === true;
  if (!secret) return { question: json, answer };
  return { question: { ...json, initial: "" }, answer: answer === null ? null : NOT_RECORDED };
}
