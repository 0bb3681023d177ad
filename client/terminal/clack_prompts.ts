import type { Readable, Writable } from "node:stream";
import type * as Clack from "@clack/prompts";
import { visible, visibleLine } from "../visible.ts";
import { folded } from "./fold.ts";
import {
  type AnswerTo,
  type ChoiceQuestion,
  type ChoicesQuestion,
  Interrupted,
  type KeyQuestion,
  type LineQuestion,
  type Option,
  type Prompts,
  type Question,
  type TextQuestion,
} from "./prompts.ts";

/** Where questions are asked. */
export interface Stage {
  /** The keys that are pressed from now on. */
  keys(): Readable;
  output: Writable & { readonly columns: number };
  /** Aborted when nobody is going to answer any more. */
  signal: AbortSignal;
}

/** What the library gives: its own symbol for Escape, and nothing for an Enter key that chooses nothing. */
type Drawn<Value> = Promise<Value | symbol | undefined>;

/** What the library draws to the left of its lines, in cells. */
const MARGIN = 3;
const NARROWEST = 10;
/** How much of a choice is shown, in UTF-16 code units. */
const LONGEST_OPTION = 200;

/** Asks with `@clack/prompts`, and makes whatever is shown safe to print. */
export class ClackPrompts implements Prompts {
  readonly #clack: typeof Clack;
  readonly #stage: Stage;

  private constructor(clack: typeof Clack, stage: Stage) {
    this.#clack = clack;
    this.#stage = stage;
  }

  /** Loads the library, which nobody needs who isn't asked. */
  static async open(stage: Stage): Promise<ClackPrompts> {
    return new ClackPrompts(await import("@clack/prompts"), stage);
  }

  tell(title: string, text: string): void {
    const lines = text === "" ? [] : this.#fold(text);
    this.#clack.log.step([`\x1b[1m${visibleLine(title)}\x1b[22m`, ...lines].join("\n"), { output: this.#stage.output });
  }

  async ask<Asked extends Question>(question: Asked): Promise<AnswerTo<Asked> | null> {
    for (;;) {
      if (this.#stage.signal.aborted) throw new Interrupted();
      const answer = await this.#draw(question);
      if (this.#stage.signal.aborted) throw new Interrupted();
      if (this.#clack.isCancel(answer)) return null;
      if (answer !== undefined) return answer as AnswerTo<Asked>;
    }
  }

  #draw(question: Question): Drawn<string | string[]> {
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

  #line({ message, initial = "", secret = false, problem }: LineQuestion): Drawn<string> {
    const asked = {
      ...this.#place(),
      message: this.#barred(message),
      validate: (text = "") => problem?.(text),
    };
    return secret ? this.#clack.password(asked) : this.#clack.text({ ...asked, initialValue: visibleLine(initial) });
  }

  #text({ message, initial, problem }: TextQuestion): Drawn<string> {
    return this.#clack.multiline({
      ...this.#place(),
      message: this.#barred(`${message}\nTab and then Enter finish the text; Escape leaves it as it was.`),
      initialValue: visible(initial),
      showSubmit: true,
      validate: (text = "") => problem?.(text),
    });
  }

  #choice({ message, options, initial }: ChoiceQuestion): Drawn<string> {
    return this.#clack.select({
      ...this.#place(),
      message: this.#fold(message).join("\n"),
      options: options.map(shown),
      ...initial !== undefined && { initialValue: initial },
    });
  }

  async #choices(question: ChoicesQuestion): Drawn<string[]> {
    const { message, options, initial, problem } = question;
    const values = await this.#clack.multiselect({
      ...this.#place(),
      message: this.#fold(message).join("\n"),
      options: options.map(shown),
      initialValues: [...initial],
      required: false,
    });
    const wrong = Array.isArray(values) ? problem?.(values) : undefined;
    if (wrong === undefined || !Array.isArray(values)) return values;
    this.tell(wrong, "");
    return this.#choices({ ...question, initial: values });
  }

  #key({ message, options }: KeyQuestion): Drawn<string> {
    return this.#clack.selectKey({
      ...this.#place(),
      message: this.#barred(message),
      options: options.map(shown),
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
    const width = Math.max(this.#stage.output.columns - MARGIN, NARROWEST);
    return visible(text).split(/\r?\n/).flatMap((line) => folded(line, width));
  }
}

function shown({ value, label, hint }: Option): { value: string; label: string; hint?: string } {
  return { value, label: shortLine(label), ...hint !== undefined && { hint: shortLine(hint) } };
}

function shortLine(text: string): string {
  const line = visibleLine(text);
  return line.length > LONGEST_OPTION ? `${line.slice(0, LONGEST_OPTION)}…` : line;
}
