/** Checks of accessibility by axe-core, in the page. */

import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

/** WCAG 2.2 AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Finds violations. Returns lines such as `color-contrast: .due`. */
export async function findViolations(page: Page | Frame): Promise<string[]> {
  // The page's policy allows no other script, but the debugger may evaluate one.
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe.source);
  return await page.evaluate(async (values: string[]) => {
    const { axe } = globalThis as typeof globalThis & { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, TAGS);
}
