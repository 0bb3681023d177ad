import {
  type Answer,
  type Dialog,
  InterruptedError,
  type Question,
  type Terminal,
} from "../../../client/terminal/dialog/dialog.ts";

/** A person's reaction to a question: an answer, Escape (null), or an interruption. */
export type Reaction = string | string[] | null | InterruptedError;

/** A terminal with a scripted person, which records what they see. */
export class ScriptedTerminal implements Terminal, Dialog {
  /** The texts, questions and validation problems that were shown. */
  readonly seen: string[] = [];
  readonly topics: string[] = [];
  readonly questions: Question[] = [];
  readonly #reactions: Reaction[];

  constructor(...reactions: Reaction[]) {
    this.#reactions = reactions;
  }

  /** True if every scripted reaction was used. */
  get done(): boolean {
    return this.#reactions.length === 0;
  }

  get text(): string {
    return this.seen.join("\n");
  }

  runDialog<Result>(topic: string, conversation: (prompts: Dialog) => Promise<Result>): Promise<Result> {
    this.topics.push(topic);
    return conversation(this);
  }

  show(title: string, text: string): void {
    this.seen.push(title, text);
  }

  ask<Asked extends Question>(question: Asked): Promise<Answer<Asked> | null> {
    this.questions.push(question);
    this.seen.push(question.message);
    for (;;) {
      const reaction = this.#reactions.shift();
      if (reaction === undefined) throw new Error(`No reaction is scripted for: ${question.message}`);
      if (reaction instanceof InterruptedError) return Promise.reject(reaction);
      const wrong = reaction === null ? undefined : validateAnswer(question, reaction);
      if (wrong === undefined) return Promise.resolve(reaction as Answer<Asked> | null);
      this.seen.push(wrong);
    }
  }
}

function validateAnswer(question: Question, answer: string | string[]): string | undefined {
  switch (question.kind) {
    case "line":
    case "text":
      return question.problem?.(String(answer));
    case "choices": {
      const unknown = [answer].flat().filter((value) => !question.options.some((option) => option.value === value));
      if (unknown.length > 0) throw new Error(`There is no option ${unknown} in: ${question.message}`);
      return question.problem?.([answer].flat());
    }
    case "choice":
    case "key":
      if (question.options.some((option) => option.value === answer)) return undefined;
      throw new Error(`There is no option ${answer} in: ${question.message}`);
  }
}
