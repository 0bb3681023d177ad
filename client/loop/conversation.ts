import type { ModelMessage, ToolResultPart } from "ai";
import { notice } from "./instructions.ts";

/** Results that are shorter than this stay, in UTF-16 code units: leaving them out would save nothing. */
const SHORT = 300;
/** Stands in the place of a result that was left out. */
const LEFT_OUT = notice("This result was left out to save room. Call the tool again if you need it.");

/** What the model was told and what it said, in order. */
export class Conversation {
  readonly #messages: ModelMessage[] = [];

  get messages(): readonly ModelMessage[] {
    return this.#messages;
  }

  /** Tells the model something in a person's place. */
  say(text: string): void {
    this.#messages.push({ role: "user", content: text });
  }

  /** Takes down what the model said. */
  hear(messages: readonly ModelMessage[]): void {
    this.#messages.push(...messages);
  }

  /** Gives the model what came of its calls. */
  give(results: readonly ToolResultPart[]): void {
    if (results.length > 0) this.#messages.push({ role: "tool", content: [...results] });
  }

  /**
   * Leaves out the older half of the tools' results, the latest of them never.
   *
   * @returns Whether anything could be left out.
   */
  shorten(): boolean {
    const long = this.#messages.flatMap(({ role }, index) => role === "tool" && this.#isLong(index) ? [index] : []);
    const older = long.slice(0, Math.min(Math.ceil(long.length / 2), long.length - 1));
    for (const index of older) this.#messages[index] = leftOut(this.#messages[index]!);
    return older.length > 0;
  }

  #isLong(index: number): boolean {
    return resultsIn(this.#messages[index]!).some(({ output }) => textOf(output).length > SHORT);
  }
}

function leftOut(message: ModelMessage): ModelMessage {
  return {
    role: "tool",
    content: resultsIn(message).map((result) => ({ ...result, output: { type: "text", value: LEFT_OUT } })),
  };
}

function resultsIn({ content }: ModelMessage): ToolResultPart[] {
  return (content as ToolResultPart[]).filter(({ type }) => type === "tool-result");
}

function textOf(output: ToolResultPart["output"]): string {
  return output.type === "text" || output.type === "error-text" ? output.value : "";
}
