/** The desk in a browser: how soon it is there, how it scrolls and takes keys, and its memory. */

import type { Browser } from "playwright-core";
import { type BenchContext, MEDIUM_DESK } from "../bench_context.ts";
import {
  DeskPage,
  launchChromium,
  measureFirstRow,
  measureKeys,
  measureLiveUpdates,
  measureScrolling,
} from "../browser/mod.ts";
import { HttpClient } from "../processes/http_client.ts";
import { HttpServer } from "../processes/http_server.ts";
import type { SupportMcp } from "../programs/support_mcp.ts";
import type { Figure, Section } from "../report/figure.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";
import { toComment } from "./requests.ts";

const TYPED = "refund card tag:billing";
/** Milliseconds between two changes of the desk. */
const CHANGE_INTERVAL = 50;

const FIRST = "first tickets on screen";
const LATE = "frames over 20 ms while scrolling";
const KEYS = "longest block while typing";
const START = "memory of the page at first";
const END = "memory after live updates";

type Goals = Pick<Figure, "unit" | "goal">;

const GOALS: Readonly<Record<string, Goals>> = {
  [FIRST]: { unit: "ms", goal: { atMost: 300 } },
  [LATE]: { unit: "%", goal: { atMost: 2 } },
  [KEYS]: { unit: "ms", goal: { atMost: 16 } },
  [START]: { unit: "MB" },
  [END]: { unit: "MB" },
};

/** Measures each build with all real questions as tickets. */
export async function measureBrowserDesk(bench: BenchContext): Promise<Section> {
  const browser = await launchChromium();
  if (browser === null) return { note: "Not measured: Chromium is not installed.", figures: [] };
  try {
    const participants = bench.builds.map((build): [string, Measure] => {
      return [build.name, () => measureBuild(browser, build, bench)];
    });
    const samples = await measureInterleaved(bench.effort.pages, Object.fromEntries(participants));
    const figures = bench.builds.flatMap(({ name }) => toFigures(name, samples[name]!));
    return { note: formatNote(bench.effort.liveUpdates), figures };
  } finally {
    await browser.close();
  }
}

const formatNote = (updates: number) =>
  `Headless Chromium, ${
    MEDIUM_DESK.toLocaleString("en")
  } tickets. First tickets: from the last byte of the HTML to the ` +
  "frame that shows them, with an empty cache. Scrolling: from the first ticket to the last, 200 pixels in each frame, " +
  "while further tickets are loaded. Typing: into the filter, with all tickets in the list; a block includes what " +
  `arrives, and its display. Memory: objects after garbage collection, before and after ${
    updates.toLocaleString("en")
  } ` +
  "comments of others.";

async function measureBuild(
  browser: Browser,
  program: SupportMcp,
  { stores, effort }: BenchContext,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, MEDIUM_DESK);
  await using server = await HttpServer.start((port) => program.serveDesk(store.folder, port));
  const url = `http://127.0.0.1:${server.port}/#/queue/open`;
  await measureFirstRow(browser, url); // a server runs for days
  const first = await measureFirstRow(browser, url);
  const [late, keys] = await measureLongList(browser, url);
  const [start, end] = await measureMemory(browser, url, server.port, effort.liveUpdates);
  return { [FIRST]: first, [LATE]: late, [KEYS]: keys, [START]: start, [END]: end };
}

async function measureLongList(browser: Browser, url: string): Promise<[late: number, keys: number]> {
  await using desk = await DeskPage.open(browser, url);
  const late = await measureScrolling(desk, MEDIUM_DESK);
  return [late, await measureKeys(desk, TYPED)];
}

/** The first tenth of the changes warms up. */
async function measureMemory(
  browser: Browser,
  url: string,
  port: number,
  updates: number,
): Promise<[start: number, end: number]> {
  await using desk = await DeskPage.open(browser, url);
  using host = await HttpClient.open(port, "in sessions");
  const change = (number: number) => host.request(toComment(MEDIUM_DESK - number % 40));
  const megabytes = await measureLiveUpdates(desk, change, [updates / 10, updates], CHANGE_INTERVAL);
  return [megabytes[0]!, megabytes[1]!];
}

function toFigures(program: string, samples: Readonly<Record<string, number[]>>): Figure[] {
  return Object.entries(GOALS).map(([what, { unit, goal }]): Figure => ({
    ...{ what, program, unit, samples: samples[what]! },
    ...goal && { goal },
    ...what === END && { compared: [{ with: "itself at first", samples: samples[START]!, goal: { atMost: 1.1 } }] },
  }));
}
