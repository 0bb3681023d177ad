// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task screenshots`: takes the pictures of the desk in docs/images, with Chromium, from an example desk.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { deskServer } from "../server/mod.ts";
import { openPage } from "../tests/app/browser/chromium.ts";
import { type HostPageOptions, openHostPage } from "../tests/app/host/open_host_page.ts";
import { openExampleDesk } from "../tests/app/example/open_example_desk.ts";
import { startServer } from "../tests/server/transports/http/start_server.ts";

const IMAGES = new URL("../docs/images/", import.meta.url);

/** The largest file, in bytes. */
const LIMIT = 200_000;

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 780 };
const TICKET = "#/ticket/1055";

interface Picture {
  /** The fragment of the address. */
  hash: string;
  theme?: "dark";
  size?: typeof WIDE;
  /** Keys to press once the place is there. Longer words are typed. */
  keys?: readonly string[];
  /** A selector of what the keys lead to, where that takes a while. */
  shows?: string;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  queue: { hash: "#/queue/open", keys: ["j", "j", "j"] },
  queue_dark: { hash: "#/queue/open", theme: "dark", keys: ["j", "x", "j", "x"] },
  bulk: { hash: "#/queue/open", keys: ["j", "x", "j", "x", "i"], shows: "dialog .batch-rows" },
  queue_narrow: { hash: "#/queue/open", size: NARROW },
  ticket: { hash: TICKET },
  ticket_dark: { hash: TICKET, theme: "dark", keys: ["n", "The proxy is cleared. Waiting for Mia."] },
  ticket_narrow: { hash: TICKET, size: NARROW },
  palette: { hash: TICKET, keys: ["Control+k", "as"] },
  customer: { hash: "#/customer/mia.hoffmann@northwind.example" },
  reports: { hash: "#/reports" },
  article: { hash: "#/article/sso-sign-ins-fail-after-a-change" },
  new_ticket: { hash: "#/queue/open", keys: ["t", "Printer prints blank pages"] },
};

/** Cards in the conversation of a host. */
const CARDS: Readonly<Record<string, HostPageOptions>> = {
  card_queue: { tool: "search_tickets", input: { query: "status:open" } },
  card_ticket_dark: { tool: "get_ticket", input: { ticket_id: "1055" }, context: { theme: "dark" } },
  card_approval: {
    tool: "get_approval",
    input: { approval_id: "A1" },
    prepare: (client) =>
      client.callTool({ name: "merge_tickets", arguments: { ticket_id: "1059", into_ticket_id: "1058" } }),
  },
};

/** Takes the picture of a card, with what the model did above it. @returns Its size in bytes. */
async function takeCard(name: string, options: HostPageOptions): Promise<number> {
  await using host = await openHostPage(options);
  await host.app.locator(".card-foot").waitFor();
  await host.page.waitForTimeout(400); // the host gives the card its height
  const { height } = (await host.page.locator("#app").boundingBox())!;
  const clip = { x: 0, y: 0, width: 760, height: Math.ceil(height) + 90 };
  return (await host.page.screenshot({ path: toPath(name), clip })).length;
}

function toPath(name: string): string {
  return fileURLToPath(new URL(`desk_${name}.png`, IMAGES));
}

function report(name: string, bytes: number): void {
  console.log(`docs/images/desk_${name}.png: ${Math.ceil(bytes / 1000)} KB`);
  if (bytes > LIMIT) throw new Error(`desk_${name}.png is too large: ${bytes} bytes (limit ${LIMIT}).`);
}

/** Takes one picture. @returns Its size in bytes. */
async function takePicture(
  url: string,
  name: string,
  { hash, theme, size = WIDE, keys = [], shows = "body" }: Picture,
): Promise<number> {
  await using opened = await openPage(url + hash, { colorScheme: theme ?? "light", viewport: size });
  const { page } = opened;
  await page.locator(".row, .thread, .figures, .account, .article").first().waitFor();
  await page.waitForTimeout(600); // what is beside it comes later
  for (const key of keys) await press(page, key);
  await page.locator(shows).first().waitFor();
  await page.waitForTimeout(400); // searches and transitions end
  return (await page.screenshot({ path: toPath(name) })).length;
}

async function press(page: Page, key: string): Promise<void> {
  if (key.length === 1 || key.includes("+")) await page.keyboard.press(key);
  else await page.keyboard.type(key);
}

/** The pictures that the arguments name, or all. */
function isWanted(name: string): boolean {
  return Deno.args.length === 0 || Deno.args.includes(name);
}

if (import.meta.main) {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await Deno.mkdir(IMAGES, { recursive: true });
  for (const [name, picture] of Object.entries(PICTURES)) {
    if (isWanted(name)) report(name, await takePicture(served.at("/"), name, picture));
  }
  for (const [name, options] of Object.entries(CARDS)) if (isWanted(name)) report(name, await takeCard(name, options));
  Deno.exit();
}
