import { type AnswerTo, Interrupted, type Prompts, type Question, type Terminal } from "../terminal/prompts.ts";
import { Departure } from "./departure.ts";
import type { Entry, EntryOf } from "./entries.ts";

/** What was said in one conversation. */
interface RecordedConversation {
  topic: string;
  answers: EntryOf<"asked">[];
  interrupted: boolean;
}

/** Plays the person at the terminal, as they were recorded. Nothing is shown. */
export class ReplayTerminal implements Terminal {
  readonly #conversations: RecordedConversation[];
  readonly #onDeparture: (departure: Departure) => void;

  constructor(entries: readonly Entry[], onDeparture: (departure: Departure) => void) {
    this.#conversations = conversationsOf(entries);
    this.#onDeparture = onDeparture;
  }

  /** The topic of the first conversation that is recorded and hasn't been had. */
  get missing(): string | undefined {
    return this.#conversations[0]?.topic;
  }

  async converse<Result>(topic: string, conversation: (prompts: Prompts) => Promise<Result>): Promise<Result> {
    const index = this.#conversations.findIndex((recorded) => recorded.topic === topic);
    const [recorded] = index === -1 ? [] : this.#conversations.splice(index, 1);
    if (recorded === undefined) {
      throw this.#depart(Departure.between("a conversation with the person", this.missing, topic));
    }
    const prompts: Prompts = { tell: () => {}, ask: (question) => this.#answer(question, recorded) };
    const result = await conversation(prompts);
    if (recorded.answers.length === 0) return result;
    throw this.#depart(new Departure(`the person was asked less than expected (${topic})`));
  }

  // deno-lint-ignore require-await -- a departure, too, is a rejection
  async #answer<Asked extends Question>(
    question: Asked,
    { topic, answers, interrupted }: RecordedConversation,
  ): Promise<AnswerTo<Asked> | null> {
    const recorded = answers.shift();
    if (recorded === undefined && interrupted) throw new Interrupted();
    const [expected, came] = [recorded && essenceOf(recorded.question as unknown as Question), essenceOf(question)];
    if (recorded === undefined || JSON.stringify(expected) !== JSON.stringify(came)) {
      throw this.#depart(Departure.between(`a question to the person (${topic})`, expected, came));
    }
    return recorded.answer as AnswerTo<Asked> | null;
  }

  #depart(departure: Departure): Departure {
    this.#onDeparture(departure);
    return departure;
  }
}

/** What of a question counts: not how it is worded. */
function essenceOf(question: Question) {
  return { kind: question.kind, ...("options" in question && { options: question.options.map(({ value }) => value) }) };
}

function conversationsOf(entries: readonly Entry[]): RecordedConversation[] {
  return entries.filter((entry) => entry.kind === "conversation").map(({ conversation, topic }) => ({
    topic,
    answers: entries.filter((entry) => entry.kind === "asked").filter((entry) => entry.conversation === conversation),
    interrupted: entries.some((entry) => entry.kind === "interrupted" && entry.conversation === conversation),
  }));
}
