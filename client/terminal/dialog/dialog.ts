/** What a person can be asked on a terminal, one question after the other. */

/** A line of text. */
export interface LineQuestion {
  kind: "line";
  message: string;
  /** Stands there to be changed, or taken as it is. */
  initial?: string;
  /** The text is not for others' eyes: it isn't shown. */
  secret?: boolean;
  /** Says what is wrong with a text, undefined where nothing is: then it is taken. */
  problem?(text: string): string | undefined;
}

/** A text of several lines, to be written or changed. */
export interface TextQuestion {
  kind: "text";
  message: string;
  initial: string;
  problem?(text: string): string | undefined;
}

/** One of a list, chosen with the arrow keys. */
export interface ChoiceQuestion {
  kind: "choice";
  message: string;
  options: readonly Option[];
  /** The value that is marked at first; the first where there is none. */
  initial?: string;
}

/** Any number of a list. */
export interface ChoicesQuestion {
  kind: "choices";
  message: string;
  options: readonly Option[];
  initial: readonly string[];
  problem?(values: readonly string[]): string | undefined;
}

/** One of a few things, each with a key of its own that is enough: nothing is chosen by the Enter key. */
export interface KeyQuestion {
  kind: "key";
  message: string;
  /** Each value is one letter, the key. */
  options: readonly Option[];
}

export interface Option {
  value: string;
  /** What the person sees. */
  label: string;
  /** What choosing it means. */
  hint?: string;
}

export type Question = LineQuestion | TextQuestion | ChoiceQuestion | ChoicesQuestion | KeyQuestion;

/** What a question is answered with: values of its options, or a text. */
export type Answer<Asked extends Question> = Asked extends ChoicesQuestion ? string[] : string;

/** Asks whoever sits at the terminal. */
export interface Dialog {
  /** Shows something that needs no answer. */
  show(title: string, text: string): void;
  /**
   * Asks a question.
   *
   * @returns Null when the person wanted none of it, and pressed Escape.
   * @throws {InterruptedError} When nobody is going to answer, or nobody waits for the answer any longer.
   */
  ask<Asked extends Question>(question: Asked): Promise<Answer<Asked> | null>;
}

/** A conversation ended before its time. */
export class InterruptedError extends Error {
  override name = "Interrupted";

  constructor() {
    super("The conversation with the person at the terminal ended before there was an answer.");
  }
}

/** A terminal with a person at it. */
export interface Terminal {
  /**
   * Has a conversation with the person. Nothing comes in between: other conversations wait for their turn, and what
   * else is shown stands still.
   *
   * @param topic What it is about, and with whom; the same in every run.
   * @param signal Ends the conversation when aborted: nobody waits for its outcome any longer.
   * @throws {InterruptedError} When it ends before its time.
   */
  runDialog<Result>(
    topic: string,
    conversation: (prompts: Dialog) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
}
