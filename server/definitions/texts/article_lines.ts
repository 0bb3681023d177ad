import { toOneLine } from "../../../base/text/one_line.ts";
import { DEMO_WORDS } from "../../../store/mod.ts";
import { markCustomerLines } from "../../marks/mod.ts";

/** A line of the article's texts with a customer's words in it. */
export interface ArticleLine {
  readonly line: string;
  /** The customer's words. */
  readonly words: readonly string[];
}

/**
 * Marks lines of the article's texts. The lines stay as they are, and the marks are on separate lines. Lines without
 * words from outside, such as those of the demo, need no marks.
 */
export function markArticleLines(lines: readonly ArticleLine[]): string {
  const isFromOutside = lines.some(({ words }) => words.some((text) => !DEMO_WORDS.has(text)));
  const texts = lines.map(({ line }) => line);
  return isFromOutside ? markCustomerLines(texts) : texts.map(toOneLine).join("\n");
}
