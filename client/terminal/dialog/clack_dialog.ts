import { truncate } from "../../../base/text/truncate.ts";
import type { Readable, Writable } from "node:stream";
import type * as Clack from "@clack/prompts";
import { toPrintable, toPrintableLine } from "../../../base/text/printable.ts";
import { styleText } from "node:util";
import { askKey } from "./ask_key.ts";
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

/** A result of the library, with its own symbol for Escape. */
type ClackResult<Value> = Promise<Value | symbol>;

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
    if (this.#streams.signal.aborted) throw new InterruptedError();
    const answer = await this.#ask(question);
    if (this.#streams.signal.aborted) throw new InterruptedError();
    return this.#clack.isCancel(answer) ? null : answer as Answer<Asked> | null;
  }

  #ask(question: Question): ClackResult<string | string[] | null> {
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

  #key({ message, options }: KeyQuestion): Promise<string | null> {
    const lines = this.#wrap(message);
    const draw = (state: "active" | "submit" | "cancel", below: readonly string[], end: readonly string[]) => {
      const bar = styleText(state === "active" ? "cyan" : "gray", this.#clack.S_BAR);
      const head = lines.map((line, index) => `${index === 0 ? this.#clack.symbol(state) : bar}  ${line}`);
      return [styleText("gray", this.#clack.S_BAR), ...head, ...below.map((line) => `${bar}  ${line}`), ...end];
    };
    const end = `${styleText("cyan", this.#clack.S_BAR_END)}  Press a key. Escape or Ctrl+D cancels.`;
    return askKey({
      ...this.#getStreams(),
      keys: options.map(({ value }) => value),
      question: draw("active", options.flatMap((option) => this.#wrap(formatKeyOption(option))), [end]),
      formatAnswer: (key) =>
        key === null
          ? draw("cancel", ["Cancelled"], [])
          : draw("submit", this.#wrap(options.find(({ value }) => value === key)!.label), []),
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

function formatKeyOption({ value, label, hint }: Option): string {
  const meaning = hint === undefined ? "" : ` (${truncateOption(hint)})`;
  return `[${value}] ${truncateOption(label)}${meaning}`;
}

function truncateOption(text: string): string {
  return truncate(toPrintableLine(text), MAX_OPTION_LENGTH);
}
