/** Chromium with the desk. */

import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { FIRST_ROW, WATCH_FIRST_ROW } from "./page_scripts.ts";

/** `CHROMIUM` names another one. */
const PATH = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";

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

  /** Opens the desk, and waits for the first row of the list. */
  static async open(browser: Browser, url: string): Promise<DeskPage> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(WATCH_FIRST_ROW);
    await page.goto(url);
    await page.locator(".row").first().waitFor();
    return new DeskPage(page, await context.newCDPSession(page));
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

  /** Reads the time from the last byte of the HTML to the frame with the first row, in milliseconds. */
  readFirstRow(): Promise<number> {
    return this.run(FIRST_ROW);
  }

  /** Reads the memory of the page's objects after garbage collection, in megabytes. */
  async readMemory(): Promise<number> {
    await this.devTools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.devTools.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}
