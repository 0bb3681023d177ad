/** A real browser for tests: Debian's Chromium, driven by playwright-core. */

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** `CHROMIUM` names another one. */
const PATHS = [Deno.env.get("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome"];
const PATH = PATHS.find((path) => path !== undefined && exists(path));

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

let browser: Promise<Browser> | undefined;

/** Launches the browser for the tests of one file. */
function launch(): Promise<Browser> {
  return browser ??= chromium.launch({ executablePath: PATH!, args: ["--no-sandbox"] });
}

/** A page, and what went wrong in it. */
export interface TestPage extends AsyncDisposable {
  page: Page;
  /** Errors of scripts and of the policy, as the console shows them. */
  problems: string[];
}

/** The time limit of a wait in the page, in milliseconds: far longer than needed, because the machine may be busy. */
const TIMEOUT = 60_000;

/** The viewer. Without motion, no check sees a colour between two others. */
const VIEWER = { locale: "en-GB", timezoneId: "Europe/Berlin", reducedMotion: "reduce" } as const;

/** The time after which the desk dismisses a notice, in milliseconds: its `NOTICE_TIME`, without the modules of the page. */
export const NOTICE_TIMER = 6_000;

/** Opens a page in a separate context. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<TestPage> {
  const context = await (await launch()).newContext({ ...VIEWER, ...options });
  await context.addInitScript(keepNotices, NOTICE_TIMER);
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems, [Symbol.asyncDispose]: () => context.close() };
}

/** Makes notices stay, because a busy machine may need longer than a person to reach their button. Runs in the page. */
function keepNotices(noticeTime: number): void {
  const { setTimeout } = globalThis;
  const start = (run: () => void, time?: number) => time === noticeTime ? 0 : setTimeout(run, time);
  globalThis.setTimeout = start as typeof setTimeout;
}

/** Defines a test in a browser. Without Chromium it is ignored, and its name says so. */
export function browserTest(name: string, run: () => Promise<void>): void {
  const missing = PATH === undefined ? " (no /usr/bin/chromium: install it, or set CHROMIUM)" : "";
  // The browser lives as long as the tests of its file.
  Deno.test({
    name: name + missing,
    ignore: PATH === undefined,
    fn: run,
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

/** Defines the last test of a file, which closes the browser. */
export function closeBrowserAtEnd(): void {
  browserTest("the browser closes", async () => {
    await (await browser)?.close();
    browser = undefined;
  });
}
