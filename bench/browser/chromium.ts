/** Chromium with the desk. */

import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { delay } from "../../base/timing/delay.ts";
import { withTimeout } from "../../base/timing/with_timeout.ts";
import { FIRST_ROW, formatFastClock, WATCH_FIRST_ROW } from "./page_scripts.ts";

/** `CHROMIUM` names another one. */
const PATH = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
/** In milliseconds: an idle browser uses at most `busy` of the processor in each of two intervals. */
const IDLE = { interval: 250, busy: 10, timeout: 15_000 };
/** In milliseconds. */
const FIRST_ROW_TIMEOUT = 60_000;
/** Garbage collections until memory is stable, at most. */
const COLLECTIONS = 10;

export interface DeskPageOptions {
  /** The page's timers run this many times as fast. */
  clock?: number;
}

/** Launches the browser. @returns null where it is not installed. */
export async function launchChromium(): Promise<Browser | null> {
  try {
    await Deno.stat(PATH);
  } catch {
    return null;
  }
  return await chromium.launch({ executablePath: PATH, args: ["--no-sandbox"] });
}

/** A page in a separate context. */
export class DeskPage implements AsyncDisposable {
  private constructor(readonly page: Page, private readonly devTools: CDPSession) {}

  /** Opens the desk in a window that is there already, and waits for the first row of the list. */
  static async open(browser: Browser, url: string, { clock }: DeskPageOptions = {}): Promise<DeskPage> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(WATCH_FIRST_ROW);
    if (clock !== undefined) await page.addInitScript(formatFastClock(clock));
    await waitUntilIdle(browser);
    const desk = new DeskPage(page, await context.newCDPSession(page));
    await page.goto(url, { waitUntil: "commit" });
    await desk.readFirstRow(); // a locator would run its own scripts in the page before that
    return desk;
  }

  /** Waits until the browser has done what follows the first row, such as reading the rest of the page. */
  async settle(): Promise<void> {
    await waitUntilIdle(this.page.context().browser()!);
  }

  /**
   * Runs a script in the page, as developer tools do: the policy of the page forbids others.
   *
   * @throws {Error} If it throws.
   */
  async run<Result>(script: string): Promise<Result> {
    const options = { expression: script, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.devTools.send("Runtime.evaluate", options);
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /**
   * Reads the time from the last byte of the HTML to the frame with the first row, in milliseconds.
   *
   * @throws {Error} If there is no row for a minute.
   */
  readFirstRow(): Promise<number> {
    return withTimeout(this.run<number>(FIRST_ROW), FIRST_ROW_TIMEOUT, () => new Error("The list has no row."));
  }

  /** Reads the memory of the page's objects after garbage collection, in megabytes. Some objects are free only after another one. */
  async readMemory(): Promise<number> {
    let [before, now] = [Infinity, await this.#collect()];
    for (let collections = 1; now < before && collections < COLLECTIONS; collections++) {
      [before, now] = [now, await this.#collect()];
    }
    return Math.min(before, now) / 1e6;
  }

  async #collect(): Promise<number> {
    await this.devTools.send("HeapProfiler.collectGarbage");
    return (await this.devTools.send("Runtime.getHeapUsage")).usedSize;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}

/**
 * Waits until the browser has nothing left to do. It prepares a new window for most of a second of processor time: a person's
 * window is there before the page.
 */
async function waitUntilIdle(browser: Browser): Promise<void> {
  const devTools = await browser.newBrowserCDPSession();
  const end = performance.now() + IDLE.timeout;
  let last = await readProcessorTime(devTools);
  for (let idle = 0; idle < 2 && performance.now() < end;) {
    await delay(IDLE.interval);
    const now = await readProcessorTime(devTools);
    idle = now - last <= IDLE.busy ? idle + 1 : 0;
    last = now;
  }
  await devTools.detach();
}

/** Reads the processor time of all processes of the browser, in milliseconds. */
async function readProcessorTime(devTools: CDPSession): Promise<number> {
  const { processInfo } = await devTools.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
