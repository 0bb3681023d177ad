/** The speed of the desk as a person notices it. */

import type { Browser } from "playwright-core";
import { delay } from "../../base/timing/delay.ts";
import { DeskPage } from "./chromium.ts";
import { formatScrolling, LONGEST_BLOCK, WATCH_BLOCKS } from "./page_scripts.ts";

/** A frame that a person notices, in milliseconds. */
const LATE = 20;
/** A fast person scrolls this far in a frame, in pixels. */
const STEP = 200;
/** Milliseconds between two keys. */
const KEY_INTERVAL = 60;

/** Measures the time from the HTML to the first tickets on screen, in milliseconds. */
export async function measureFirstRow(browser: Browser, url: string): Promise<number> {
  await using desk = await DeskPage.open(browser, url);
  return await desk.readFirstRow();
}

/** Scrolls through all tickets, and measures how many percent of the frames are late. */
export async function measureScrolling(desk: DeskPage, rows: number): Promise<number> {
  const frames = await desk.run<number[]>(formatScrolling(rows, STEP));
  return 100 * frames.filter((frame) => frame > LATE).length / frames.length;
}

/** Types into the filter above the rows that are there, and measures how long the page was busy at most, in milliseconds. */
export async function measureKeys(desk: DeskPage, text: string): Promise<number> {
  const { page } = desk;
  await page.keyboard.press("/");
  await desk.run(WATCH_BLOCKS);
  await page.keyboard.type(text, { delay: KEY_INTERVAL });
  const longest = await desk.run<number>(LONGEST_BLOCK);
  await page.keyboard.press("Escape");
  return longest;
}

/**
 * Changes tickets under an open list, and reads the page's memory.
 *
 * @param change Makes the change of this number.
 * @param moments Numbers of changes, ascending.
 * @returns Megabytes at each moment.
 */
export async function measureLiveUpdates(
  desk: DeskPage,
  change: (number: number) => Promise<unknown>,
  moments: readonly number[],
  intervalMilliseconds: number,
): Promise<number[]> {
  const megabytes: number[] = [];
  let done = 0;
  for (const moment of moments) {
    for (; done < moment; done++) {
      await change(done);
      await delay(intervalMilliseconds);
    }
    megabytes.push(await desk.readMemory());
  }
  return megabytes;
}
