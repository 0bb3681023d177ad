/** The questions of a dialog on a terminal, and the ports that ask them. */

/** A line of text. */
export interface LineQuestion {
  kind: "line";
  message: string;
  /** The initial text, which the person can edit or accept. */
  initial?: string;
  /** Hides the text while it is typed. */
  secret?: boolean;
  /** Validates the text: returns the problem, or undefined to accept it. */
  problem?(text: string): string | undefined;
}

/** A text of several lines. */
export interface TextQuestion {
  kind: "text";
  message: string;
  initial: string;
  problem?(text: string): string | undefined;
}

/** A choice of one option from a list, with the arrow keys. */
export interface ChoiceQuestion {
  kind: "choice";
  message: string;
  options: readonly Option[];
  /** The value of the option that is selected initially (default: the first). */
  initial?: string;
}

/** A choice of any number of options from a list. */
export interface ChoicesQuestion {
  kind: "choices";
  message: string;
  options: readonly Option[];
  initial: readonly string[];
  problem?(values: readonly string[]): string | undefined;
}

/** A choice of one option with its key. Every other key, Enter too, does nothing. */
export interface KeyQuestion {
  kind: "key";
  message: string;
  /** Each value is one letter, the key. */
  options: readonly Option[];
}

export interface Option {
  value: string;
  /** The text that the person sees. */
  label: string;
  /** The meaning of the choice. */
  hint?: string;
}

export type Question = LineQuestion | TextQuestion | ChoiceQuestion | ChoicesQuestion | KeyQuestion;

/** The answer to a question: a text, or the values of the chosen options. */
export type Answer<Asked extends Question> = Asked extends ChoicesQuestion ? string[] : string;

/** Asks the person at the terminal. */
export interface Dialog {
  /** Shows a text that needs no answer. */
  show(title: string, text: string): void;
  /**
   * Asks a question.
   *
   * @returns Null if the person pressed Escape or Ctrl+D.
   * @throws {InterruptedError} If the terminal closes, the run stops, or the question is withdrawn.
   */
  ask<Asked extends Question>(question: Asked): Promise<Answer<Asked> | null>;
}

/** A dialog that ended without an answer. */
export class InterruptedError extends Error {
  override name = "InterruptedError";

  constructor() {
    super("The dialog on the terminal ended without an answer.");
  }
}

/** A terminal with a person at it. */
export interface Terminal {
  /**
   * Runs a dialog with the person. Other dialogs wait for their turn, and nothing else is drawn meanwhile.
   *
   * @param topic The subject and the server of the dialog, which must be the same in every run.
   * @param signal Aborted to withdraw the dialog.
   * @throws {InterruptedError} If the dialog ends without an answer.
   */
  runDialog<Result>(
    topic: string,
    run: (dialog: Dialog) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
}
