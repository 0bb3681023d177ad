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

/** Where questions are asked. */
export interface DialogStreams {
  /** The keys that are pressed from now on. */
  keys(): Readable;
  output: Writable & { readonly columns: number };
  /** Aborted when nobody is going to answer any more. */
  signal: AbortSignal;
}

/** What the library gives: its own symbol for Escape, and nothing for an Enter key that chooses nothing. */
type ClackResult<Value> = Promise<Value | symbol | undefined>;

/** What the library draws to the left of its lines, in cells. */
const MARGIN = 3;
const MIN_WIDTH = 10;
/** How much of a choice is shown, in UTF-16 code units. */
const MAX_OPTION_LENGTH = 200;

/** Asks with `@clack/prompts`, and makes whatever is shown safe to print. */
export class ClackDialog implements Dialog {
  readonly #clack: typeof Clack;
  readonly #stage: DialogStreams;

  private constructor(clack: typeof Clack, stage: DialogStreams) {
    this.#clack = clack;
    this.#stage = stage;
  }

  /** Loads the library, which nobody needs who isn't asked. */
  static async open(stage: DialogStreams): Promise<ClackDialog> {
    return new ClackDialog(await import("@clack/prompts"), stage);
  }

  show(title: string, text: string): void {
    const lines = text === "" ? [] : this.#fold(text);
    this.#clack.log.step([`\x1b[1m${toPrintableLine(title)}\x1b[22m`, ...lines].join("\n"), {
      output: this.#stage.output,
    });
  }

  async ask<Asked extends Question>(question: Asked): Promise<Answer<Asked> | null> {
    for (;;) {
      if (this.#stage.signal.aborted) throw new InterruptedError();
      const answer = await this.#draw(question);
      if (this.#stage.signal.aborted) throw new InterruptedError();
      if (this.#clack.isCancel(answer)) return null;
      if (answer !== undefined) return answer as Answer<Asked>;
    }
  }

  #draw(question: Question): ClackResult<string | string[]> {
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
    const asked = {
      ...this.#place(),
      message: this.#barred(message),
      validate: (text = "") => problem?.(text),
    };
    return secret
      ? this.#clack.password(asked)
      : this.#clack.text({ ...asked, initialValue: toPrintableLine(initial) });
  }

  #text({ message, initial, problem }: TextQuestion): ClackResult<string> {
    return this.#clack.multiline({
      ...this.#place(),
      message: this.#barred(`${message}\nTab and then Enter finish the text; Escape leaves it as it was.`),
      initialValue: toPrintable(initial),
      showSubmit: true,
      validate: (text = "") => problem?.(text),
    });
  }

  #choice({ message, options, initial }: ChoiceQuestion): ClackResult<string> {
    return this.#clack.select({
      ...this.#place(),
      message: this.#fold(message).join("\n"),
      options: options.map(toClackOption),
      ...initial !== undefined && { initialValue: initial },
    });
  }

  async #choices(question: ChoicesQuestion): ClackResult<string[]> {
    const { message, options, initial, problem } = question;
    const values = await this.#clack.multiselect({
      ...this.#place(),
      message: this.#fold(message).join("\n"),
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
      ...this.#place(),
      message: this.#barred(message),
      options: options.map(toClackOption),
    });
  }

  #place(): { input: Readable; output: Writable; signal: AbortSignal } {
    const { keys, output, signal } = this.#stage;
    return { input: keys(), output, signal };
  }

  /** The library draws its bar before the first line of these messages alone. */
  #barred(message: string): string {
    return this.#fold(message).join(`\n${this.#clack.S_BAR}  `);
  }

  #fold(text: string): string[] {
    const width = Math.max(this.#stage.output.columns - MARGIN, MIN_WIDTH);
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
