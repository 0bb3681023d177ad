import type { ModelMessage, ToolResultPart } from "ai";
import { formatNotice } from "./instructions.ts";

/** Results that are shorter than this stay, in UTF-16 code units: leaving them out would save nothing. */
const MIN_DROPPED_LENGTH = 300;
/** Stands in the place of a result that was left out. */
const DROPPED_RESULT = formatNotice("This result was left out to save room. Call the tool again if you need it.");

/** What the model was told and what it said, in order. */
export class Conversation {
  readonly #messages: ModelMessage[] = [];

  get messages(): readonly ModelMessage[] {
    return this.#messages;
  }

  /** Tells the model something in a person's place. */
  addUserMessage(text: string): void {
    this.#messages.push({ role: "user", content: text });
  }

  /** Takes down what the model said. */
  addModelMessages(messages: readonly ModelMessage[]): void {
    this.#messages.push(...messages);
  }

  /** Gives the model what came of its calls. */
  addToolResults(results: readonly ToolResultPart[]): void {
    if (results.length > 0) this.#messages.push({ role: "tool", content: [...results] });
  }

  /**
   * Leaves out the older half of the tools' results, the latest of them never.
   *
   * @returns Whether anything could be left out.
   */
  dropOldResults(): boolean {
    const long = this.#messages.flatMap(({ role }, index) => role === "tool" && this.#isLong(index) ? [index] : []);
    const older = long.slice(0, Math.min(Math.ceil(long.length / 2), long.length - 1));
    for (const index of older) this.#messages[index] = dropResults(this.#messages[index]!);
    return older.length > 0;
  }

  #isLong(index: number): boolean {
    return getResults(this.#messages[index]!).some(({ output }) => getText(output).length > MIN_DROPPED_LENGTH);
  }
}

function dropResults(message: ModelMessage): ModelMessage {
  return {
    role: "tool",
    content: getResults(message).map((result) => ({ ...result, output: { type: "text", value: DROPPED_RESULT } })),
  };
}

function getResults({ content }: ModelMessage): ToolResultPart[] {
  return (content as ToolResultPart[]).filter(({ type }) => type === "tool-result");
}

function getText(output: ToolResultPart["output"]): string {
  return output.type === "text" || output.type === "error-text" ? output.value : "";
}
