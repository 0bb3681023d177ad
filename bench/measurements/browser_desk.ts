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
  ReferencePages,
} from "../browser/mod.ts";
import { HttpClient } from "../processes/http_client.ts";
import { HttpServer } from "../processes/http_server.ts";
import type { SupportMcp } from "../programs/support_mcp.ts";
import type { Figure, Section } from "../report/figure.ts";
import { type Measure, measureInterleaved, type Samples } from "./measure_interleaved.ts";
import { toComment } from "./requests.ts";

const TYPED = "refund card tag:billing";
/** Milliseconds between two changes of the desk. The page's timers run so fast that it looks at the desk after each. */
const CHANGE_INTERVAL = 50;
const CLOCK = 20;
/** Changes until the browser has compiled what they use. */
const WARM_UP = 300;
/** Visits of a server before it is measured, which otherwise runs for days. */
const VISITS = 3;

const FIRST = "first tickets on screen";
const LATE = "frames over 20 ms while scrolling";
const KEYS = "longest block while typing";
const START = "memory of the page at first";
const END = "memory after live updates";
const GROWTH = "memory that 100 further updates add";

/** The pages that the desk is compared with. */
const COPY = "the same page without scripts";
const EMPTY = "an empty list";

type Goals = Pick<Figure, "unit" | "goal">;

const GOALS: Readonly<Record<string, Goals>> = {
  [FIRST]: { unit: "ms", goal: { atMost: 300 } },
  [LATE]: { unit: "%", goal: { atMost: 2 } },
  [KEYS]: { unit: "ms", goal: { atMost: 16 } },
  [START]: { unit: "MB" },
  [END]: { unit: "MB" },
  [GROWTH]: { unit: "KB" },
};

/** A build that serves its desk. */
interface Served {
  name: string;
  port: number;
  url: string;
}

/** Measures each build with all real questions as tickets, and pages that need no scripts. */
export async function measureBrowserDesk(bench: BenchContext): Promise<Section> {
  const browser = await launchChromium();
  if (browser === null) return { note: "Not measured: Chromium is not installed.", figures: [] };
  await using resources = new AsyncDisposableStack();
  resources.defer(() => browser.close());
  const served: Served[] = [];
  for (const build of bench.builds) served.push(await serve(build, bench, resources));
  for (const { url } of served) for (let visit = 0; visit < VISITS; visit++) await measureFirstRow(browser, url);
  const pages = resources.use(await createReferencePages(browser, served[0]!.url));
  const { pageLoads, pages: rounds, liveUpdates } = bench.effort;
  const loads = await measureInterleaved(pageLoads, {
    [COPY]: async () => ({ [FIRST]: await measureFirstRow(browser, pages.copy) }),
    ...toParticipants(served, async ({ url }) => ({ [FIRST]: await measureFirstRow(browser, url) })),
  });
  const sessions = await measureInterleaved(rounds, {
    [EMPTY]: () => measureEmptyList(browser, pages.emptyList),
    ...toParticipants(served, (desk) => measureUse(browser, desk, liveUpdates)),
  });
  return { note: formatNote(liveUpdates), figures: toFigures(served, loads, sessions) };
}

const formatNote = (updates: number) =>
  `\
Headless Chromium with an open window, ${MEDIUM_DESK.toLocaleString("en")} tickets. \
First tickets: from the last byte of the HTML to the frame that shows their subjects, with an empty cache. The other cells follow in the next frame. \
Scrolling: once the page is complete, from the first ticket to the last, 200 pixels in each frame, while further tickets are loaded. \
Typing: into the filter, with all tickets in the list; a block includes what arrives, and its display. \
Memory: objects after garbage collection, after ${WARM_UP} comments of others and again after ${
    updates.toLocaleString("en")
  } further ones, \
each of which makes the page look at the desk: an hour with one every five seconds has 720. The last line is about the second half of these.`;

async function serve(program: SupportMcp, { stores }: BenchContext, resources: AsyncDisposableStack): Promise<Served> {
  const store = resources.use(await stores.copy(program, MEDIUM_DESK));
  const server = resources.use(await HttpServer.start((port) => program.serveDesk(store.folder, port)));
  return { name: program.name, port: server.port, url: `http://127.0.0.1:${server.port}/#/queue/open` };
}

async function createReferencePages(browser: Browser, url: string): Promise<ReferencePages> {
  await using desk = await DeskPage.open(browser, url);
  return await ReferencePages.from(desk, MEDIUM_DESK);
}

function toParticipants(
  served: readonly Served[],
  measure: (desk: Served) => ReturnType<Measure>,
): Record<string, Measure> {
  return Object.fromEntries(served.map((desk): [string, Measure] => [desk.name, () => measure(desk)]));
}

async function measureEmptyList(browser: Browser, url: string): Promise<Record<string, number>> {
  await using list = await DeskPage.open(browser, url);
  await list.settle();
  return { [LATE]: await measureScrolling(list, MEDIUM_DESK) };
}

async function measureUse(browser: Browser, desk: Served, updates: number): Promise<Record<string, number>> {
  return { ...await measureLongList(browser, desk), ...await measureMemory(browser, desk, updates) };
}

async function measureLongList(browser: Browser, { url }: Served): Promise<Record<string, number>> {
  await using desk = await DeskPage.open(browser, url);
  await desk.settle();
  const late = await measureScrolling(desk, MEDIUM_DESK);
  return { [LATE]: late, [KEYS]: await measureKeys(desk, TYPED) };
}

async function measureMemory(
  browser: Browser,
  { url, port }: Served,
  updates: number,
): Promise<Record<string, number>> {
  await using desk = await DeskPage.open(browser, url, { clock: CLOCK });
  using host = await HttpClient.open(port, "in sessions");
  const change = (number: number) => host.request(toComment(MEDIUM_DESK - number % 40));
  const moments = [WARM_UP, WARM_UP + updates / 2, WARM_UP + updates];
  const [start, middle, end] = await measureLiveUpdates(desk, change, moments, CHANGE_INTERVAL);
  return { [START]: start!, [END]: end!, [GROWTH]: 1000 * (end! - middle!) / (updates / 2) * 100 };
}

function toFigures(served: readonly Served[], loads: Samples, sessions: Samples): Figure[] {
  const builds = served.flatMap(({ name }) => toBuildFigures(name, { ...loads[name], ...sessions[name] }, loads));
  const late = { what: LATE, program: EMPTY, unit: "%", samples: sessions[EMPTY]![LATE]! } as const;
  return [{ what: FIRST, program: COPY, unit: "ms", samples: loads[COPY]![FIRST]! }, late, ...builds];
}

function toBuildFigures(program: string, own: Samples[string], loads: Samples): Figure[] {
  const compared: Readonly<Record<string, Figure["compared"]>> = {
    [FIRST]: [{ with: COPY, samples: loads[COPY]![FIRST]! }],
    [END]: [{ with: "itself at first", samples: own[START]!, goal: { atMost: 1.1 } }],
  };
  return Object.entries(GOALS).map(([what, { unit, goal }]): Figure => ({
    ...{ what, program, unit, samples: own[what]! },
    ...goal && { goal },
    ...compared[what] && { compared: compared[what] },
  }));
}
