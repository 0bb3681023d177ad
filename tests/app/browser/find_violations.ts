/** Checks of accessibility by axe-core, in the page. */

import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

/** WCAG 2.2 AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules of these that compare colours. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Finds violations, of all rules unless some are named. Returns lines such as `color-contrast: .due`. */
export async function findViolations(page: Page | Frame, rules?: string[]): Promise<string[]> {
  // The page's policy allows no other script, but the debugger may evaluate one.
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe.source);
  const runOnly = { type: rules === undefined ? "tag" : "rule", values: rules ?? TAGS } as const;
  return await page.evaluate(async (options) => {
    const { axe } = globalThis as typeof globalThis & { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, { runOnly });
}
