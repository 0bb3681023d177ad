import { type AnswerTo, Interrupted, type Prompts, type Question, type Terminal } from "../terminal/prompts.ts";
import { Departure } from "./departure.ts";
import type { Entry, EntryOf } from "./entries.ts";
import type { ReplayEnd } from "./replay_end.ts";

/** What was said in one conversation. */
interface RecordedConversation {
  topic: string;
  answers: EntryOf<"asked">[];
  interrupted: boolean;
}

/** Plays the person at the terminal, as they were recorded. Nothing is shown. */
export class ReplayTerminal implements Terminal {
  readonly #conversations: RecordedConversation[];
  readonly #end: ReplayEnd;

  constructor(entries: readonly Entry[], end: ReplayEnd) {
    this.#conversations = conversationsOf(entries);
    this.#end = end;
  }

  /**
   * The topic of the first conversation that is recorded and hasn't been had. Those that ended before there was an
   * answer don't count: whether they begin at all depends on the time.
   */
  get missing(): string | undefined {
    return this.#conversations.find(({ answers, interrupted }) => answers.length > 0 || !interrupted)?.topic;
  }

  async converse<Result>(topic: string, conversation: (prompts: Prompts) => Promise<Result>): Promise<Result> {
    const index = this.#conversations.findIndex((recorded) => recorded.topic === topic);
    const [recorded] = index === -1 ? [] : this.#conversations.splice(index, 1);
    if (recorded === undefined) {
      return await this.#departOrWait(Departure.between("a conversation with the person", this.missing, topic));
    }
    const prompts: Prompts = { tell: () => {}, ask: (question) => this.#answer(question, recorded) };
    const result = await conversation(prompts);
    if (recorded.answers.length === 0) return result;
    throw this.#end.depart(new Departure(`the person was asked less than expected (${topic})`));
  }

  async #answer<Asked extends Question>(
    question: Asked,
    { topic, answers, interrupted }: RecordedConversation,
  ): Promise<AnswerTo<Asked> | null> {
    const recorded = answers.shift();
    if (recorded === undefined && interrupted) throw new Interrupted();
    const [expected, came] = [recorded && essenceOf(recorded.question as unknown as Question), essenceOf(question)];
    const departure = Departure.between(`a question to the person (${topic})`, expected, came);
    if (recorded === undefined) return await this.#departOrWait(departure);
    if (JSON.stringify(expected) !== JSON.stringify(came)) throw this.#end.depart(departure);
    return recorded.answer as AnswerTo<Asked> | null;
  }

  /** Something is wanted that isn't recorded: a recording that ends early may have ended before it. */
  #departOrWait(departure: Departure): Promise<never> {
    if (this.#end.isEarly && this.missing === undefined) return this.#end.wait(() => departure);
    return Promise.reject(this.#end.depart(departure));
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
