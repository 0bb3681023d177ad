import type { Readable, Writable } from "node:stream";
import type * as Clack from "@clack/prompts";
import { toPrintable, toPrintableLine } from "../../../base/printable.ts";
import { wrapLine } from "./wrap_line.ts";
import {
  type Answer,
  type ChoiceQuestion,
  type ChoicesQuestion,
  type Dialog,
  InterruptedError,
  type KeyQuestion,
  type LineQuestion,
  type Option,
  type Question,
  type TextQuestion,
} from "./dialog.ts";

/** The input and output of a dialog. */
export interface DialogStreams {
  /** Starts a new stream of the keys pressed from now on. */
  keys(): Readable;
  output: Writable & { readonly columns: number };
  /** Aborted to end the dialog without an answer. */
  signal: AbortSignal;
}

/** A result of the library: its own symbol for Escape, and undefined if Enter was pressed without a choice. */
type ClackResult<Value> = Promise<Value | symbol | undefined>;

/** The width of the library's left margin, in cells. */
const MARGIN = 3;
const MIN_WIDTH = 10;
/** The longest label that is shown in full, in UTF-16 code units. */
const MAX_OPTION_LENGTH = 200;

/** Asks questions with `@clack/prompts`, and escapes control characters in everything shown. */
export class ClackDialog implements Dialog {
  readonly #clack: typeof Clack;
  readonly #streams: DialogStreams;

  private constructor(clack: typeof Clack, streams: DialogStreams) {
    this.#clack = clack;
    this.#streams = streams;
  }

  /** Loads the library, which runs without questions never need. */
  static async open(streams: DialogStreams): Promise<ClackDialog> {
    return new ClackDialog(await import("@clack/prompts"), streams);
  }

  show(title: string, text: string): void {
    const lines = text === "" ? [] : this.#wrap(text);
    this.#clack.log.step([`\x1b[1m${toPrintableLine(title)}\x1b[22m`, ...lines].join("\n"), {
      output: this.#streams.output,
    });
  }

  async ask<Asked extends Question>(question: Asked): Promise<Answer<Asked> | null> {
    for (;;) {
      if (this.#streams.signal.aborted) throw new InterruptedError();
      const answer = await this.#ask(question);
      if (this.#streams.signal.aborted) throw new InterruptedError();
      if (this.#clack.isCancel(answer)) return null;
      if (answer !== undefined) return answer as Answer<Asked>;
    }
  }

  #ask(question: Question): ClackResult<string | string[]> {
    switch (question.kind) {
      case "line":
        return this.#line(question);
      case "text":
        return this.#text(question);
      case "choice":
        return this.#choice(question);
      case "choices":
        return this.#choices(question);
      case "key":
        return this.#key(question);
    }
  }

  #line({ message, initial = "", secret = false, problem }: LineQuestion): ClackResult<string> {
    const options = {
      ...this.#getStreams(),
      message: this.#addBar(message),
      validate: (text = "") => problem?.(text),
    };
    return secret
      ? this.#clack.password(options)
      : this.#clack.text({ ...options, initialValue: toPrintableLine(initial) });
  }

  #text({ message, initial, problem }: TextQuestion): ClackResult<string> {
    return this.#clack.multiline({
      ...this.#getStreams(),
      message: this.#addBar(`${message}\nPress Tab, then Enter, to finish. Press Escape to discard your changes.`),
      initialValue: toPrintable(initial),
      showSubmit: true,
      validate: (text = "") => problem?.(text),
    });
  }

  #choice({ message, options, initial }: ChoiceQuestion): ClackResult<string> {
    return this.#clack.select({
      ...this.#getStreams(),
      message: this.#wrap(message).join("\n"),
      options: options.map(toClackOption),
      ...initial !== undefined && { initialValue: initial },
    });
  }

  async #choices(question: ChoicesQuestion): ClackResult<string[]> {
    const { message, options, initial, problem } = question;
    const values = await this.#clack.multiselect({
      ...this.#getStreams(),
      message: this.#wrap(message).join("\n"),
      options: options.map(toClackOption),
      initialValues: [...initial],
      required: false,
    });
    const wrong = Array.isArray(values) ? problem?.(values) : undefined;
    if (wrong === undefined || !Array.isArray(values)) return values;
    this.show(wrong, "");
    return this.#choices({ ...question, initial: values });
  }

  #key({ message, options }: KeyQuestion): ClackResult<string> {
    return this.#clack.selectKey({
      ...this.#getStreams(),
      message: this.#addBar(message),
      options: options.map(toClackOption),
    });
  }

  #getStreams(): { input: Readable; output: Writable; signal: AbortSignal } {
    const { keys, output, signal } = this.#streams;
    return { input: keys(), output, signal };
  }

  /** Adds the left bar, which the library draws only before the first line of these messages. */
  #addBar(message: string): string {
    return this.#wrap(message).join(`\n${this.#clack.S_BAR}  `);
  }

  #wrap(text: string): string[] {
    const width = Math.max(this.#streams.output.columns - MARGIN, MIN_WIDTH);
    return toPrintable(text).split(/\r?\n/).flatMap((line) => wrapLine(line, width));
  }
}

function toClackOption({ value, label, hint }: Option): { value: string; label: string; hint?: string } {
  return { value, label: truncateOption(label), ...hint !== undefined && { hint: truncateOption(hint) } };
}

function truncateOption(text: string): string {
  const line = toPrintableLine(text);
  return line.length > MAX_OPTION_LENGTH ? `${line.slice(0, MAX_OPTION_LENGTH)}…` : line;
}
