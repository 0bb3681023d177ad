import { type AnswerTo, Interrupted, type Prompts, type Question, type Terminal } from "../terminal/prompts.ts";
import { placeholderOf } from "./secrets.ts";
import type { TakeDown } from "./recorder.ts";

/** Stands in a recording where a person typed a secret. */
const NOT_RECORDED = placeholderOf("typed secret");

/** The same terminal, with everything taken down that is said on it. */
export class RecordingTerminal implements Terminal {
  readonly #terminal: Terminal;
  readonly #nextNumber: () => number;
  readonly #record: TakeDown;

  constructor(terminal: Terminal, nextNumber: () => number, record: TakeDown) {
    this.#terminal = terminal;
    this.#nextNumber = nextNumber;
    this.#record = record;
  }

  async converse<Result>(
    topic: string,
    conversation: (prompts: Prompts) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const number = this.#nextNumber();
    this.#record({ kind: "conversation", conversation: number, topic });
    try {
      const recorded = (prompts: Prompts) => conversation(this.#recorded(prompts, number));
      return await this.#terminal.converse(topic, recorded, signal);
    } catch (error) {
      if (error instanceof Interrupted) this.#record({ kind: "interrupted", conversation: number });
      throw error;
    }
  }

  #recorded(prompts: Prompts, conversation: number): Prompts {
    return {
      tell: (title, text) => {
        this.#record({ kind: "told", conversation, title, text });
        prompts.tell(title, text);
      },
      ask: async <Asked extends Question>(question: Asked): Promise<AnswerTo<Asked> | null> => {
        const answer = await prompts.ask(question);
        this.#record({ kind: "asked", conversation, ...inJson(question, answer) });
        return answer;
      },
    };
  }
}

/** Without what JSON can't hold, and without what isn't for others' eyes. */
function inJson(question: Question, answer: string | string[] | null) {
  const json = JSON.parse(JSON.stringify(question));
  const secret = question.kind === "line" && question.secret === true;
  if (!secret) return { question: json, answer };
  return { question: { ...json, initial: "" }, answer: answer === null ? null : NOT_RECORDED };
}
