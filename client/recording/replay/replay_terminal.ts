import { type Answer, type Dialog, InterruptedError, type Question, type Terminal } from "../../terminal/dialog/mod.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import type { Entry, EntryOf } from "../format/mod.ts";
import type { ReplayEnd } from "./replay_end.ts";

/** A recorded conversation. */
interface RecordedConversation {
  topic: string;
  answers: EntryOf<"asked">[];
  interrupted: boolean;
}

/** Replays the person at the terminal. Shows nothing. */
export class ReplayTerminal implements Terminal {
  readonly #conversations: RecordedConversation[];
  readonly #end: ReplayEnd;

  constructor(entries: readonly Entry[], end: ReplayEnd) {
    this.#conversations = groupConversations(entries);
    this.#end = end;
  }

  /**
   * The topic of the first recorded conversation that has not taken place yet. Conversations that were interrupted before an
   * answer do not count: they depend on timing.
   */
  get missing(): string | undefined {
    return this.#conversations.find(({ answers, interrupted }) => answers.length > 0 || !interrupted)?.topic;
  }

  async runDialog<Result>(topic: string, conversation: (prompts: Dialog) => Promise<Result>): Promise<Result> {
    const index = this.#conversations.findIndex((recorded) => recorded.topic === topic);
    const [recorded] = index === -1 ? [] : this.#conversations.splice(index, 1);
    if (recorded === undefined) {
      return await this.#failOrWait(
        ReplayMismatchError.between("conversation with the person", this.missing, topic),
      );
    }
    const prompts: Dialog = { show: () => {}, ask: (question) => this.#answer(question, recorded) };
    const result = await conversation(prompts);
    if (recorded.answers.length === 0) return result;
    throw this.#end.fail(new ReplayMismatchError(`the person was asked fewer questions than expected (${topic})`));
  }

  async #answer<Asked extends Question>(
    question: Asked,
    { topic, answers, interrupted }: RecordedConversation,
  ): Promise<Answer<Asked> | null> {
    const recorded = answers.shift();
    if (recorded === undefined && interrupted) throw new InterruptedError();
    const [expected, actual] = [
      recorded && toComparableQuestion(recorded.question),
      toComparableQuestion(question),
    ];
    const mismatch = ReplayMismatchError.between(`question to the person (${topic})`, expected, actual);
    if (recorded === undefined) return await this.#failOrWait(mismatch);
    if (JSON.stringify(expected) !== JSON.stringify(actual)) throw this.#end.fail(mismatch);
    return recorded.answer as Answer<Asked> | null;
  }

  /** Handles a conversation that is not recorded. It may come after the end of a recording that ended early. */
  #failOrWait(mismatch: ReplayMismatchError): Promise<never> {
    if (this.#end.isEarly && this.missing === undefined) return this.#end.wait(() => mismatch);
    return Promise.reject(this.#end.fail(mismatch));
  }
}

/** Reduces a question to its parts that must match. The wording need not. */
function toComparableQuestion(question: Question) {
  return { kind: question.kind, ...("options" in question && { options: question.options.map(({ value }) => value) }) };
}

function groupConversations(entries: readonly Entry[]): RecordedConversation[] {
  return entries.filter((entry) => entry.kind === "conversation").map(({ conversation, topic }) => ({
    topic,
    answers: entries.filter((entry) => entry.kind === "asked").filter((entry) => entry.conversation === conversation),
    interrupted: entries.some((entry) => entry.kind === "interrupted" && entry.conversation === conversation),
  }));
}
