/** Accessibility of every view, in both themes and at the smallest width. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { COLOUR_RULES, findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;

const LONG_WORD = "W".repeat(150);

interface View {
  hash: string;
  /** Is there when the view is. */
  text: string;
  open?(page: Page): Promise<void>;
}

const VIEWS: Readonly<Record<string, View>> = {
  queue: { hash: "#/queue/open", text: "Where do I find my customer number?" },
  "a selection": {
    hash: "#/queue/open",
    text: "Where do I find my customer number?",
    async open(page) {
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.getByText("1 selected").waitFor();
    },
  },
  "an empty view": { hash: "#/queue/escalated", text: "No ticket is in this view." },
  ticket: { hash: "#/ticket/1055", text: "Similar solved tickets" },
  "a note": {
    hash: "#/ticket/1055",
    text: "Similar solved tickets",
    async open(page) {
      await page.keyboard.press("n");
      await page.keyboard.type("A note");
    },
  },
  "a closed ticket": { hash: "#/ticket/1041", text: "turned on automatic renewal" },
  "a missing ticket": { hash: "#/ticket/9", text: "There is no such ticket" },
  palette: {
    hash: "#/queue/open",
    text: "Where do I find my customer number?",
    async open(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
    },
  },
  keys: {
    hash: "#/queue/open",
    text: "Where do I find my customer number?",
    async open(page) {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  closing: {
    hash: "#/ticket/1055",
    text: "Similar solved tickets",
    async open(page) {
      await page.keyboard.press("c");
      await page.getByRole("dialog").waitFor();
    },
  },
  "a form": {
    hash: "#/ticket/1055",
    text: "Similar solved tickets",
    async open(page) {
      await page.keyboard.press("t");
      await page.getByRole("dialog", { name: "New ticket" }).waitFor();
    },
  },
  "the menu of a ticket": {
    hash: "#/ticket/1055",
    text: "Similar solved tickets",
    async open(page) {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("option").first().waitFor();
    },
  },
  "a file": {
    hash: "#/ticket/1055",
    text: "Similar solved tickets",
    async open(page) {
      await page.getByRole("button", { name: "error.log" }).click();
      await page.getByRole("dialog", { name: "error.log" }).waitFor();
    },
  },
  "a customer form": {
    hash: "#/customer/mia.hoffmann@northwind.example",
    text: "Please add our subsidiary",
    async open(page) {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("dialog", { name: "Edit customer" }).waitFor();
    },
  },
  approvals: { hash: "#/approvals", text: "Nothing waits for approval." },
  customers: { hash: "#/customers", text: "Sofia Rossi" },
  customer: { hash: "#/customer/mia.hoffmann@northwind.example", text: "Please add our subsidiary" },
  knowledge: { hash: "#/knowledge", text: "SSO after an update" },
  article: { hash: "#/article/sso-after-an-update", text: "Check the certificate" },
  "an article form": {
    hash: "#/article/sso-after-an-update",
    text: "Check the certificate",
    async open(page) {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("dialog", { name: "Edit article" }).waitFor();
    },
  },
  "long words": { hash: "#/ticket/1061", text: LONG_WORD },
  search: { hash: "#/search?q=sso", text: "SSO after an update" },
  settings: { hash: "#/settings", text: "Deadlines in hours" },
  reports: { hash: "#/reports", text: "By status" },
};

const PLACES = { "light and dark": {}, narrow: { viewport: { width: 320, height: 640 } } } as const;

/** Finds what is wrong with the view in the dark theme, which changes only colours. */
async function findInTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html[data-theme=dark]").waitFor();
  const violations = await findViolations(page, COLOUR_RULES);
  await page.emulateMedia({ colorScheme: "light" });
  return violations.map((violation) => `in the dark: ${violation}`);
}

for (const [name, options] of Object.entries(PLACES)) {
  browserTest(`axe finds nothing in any view (${name})`, async () => {
    const desk = await openExampleDesk();
    const log = new TextEncoder().encode("10:02 SAML response rejected: certificate unknown\n");
    await desk.tickets.attach("1055", { name: "error.log", type: "text/plain", bytes: log }, { by: BY });
    const fields = {
      plan: { type: "choice", choices: ["Pro"] },
      [LONG_WORD.slice(0, 50)]: { type: "text" },
    };
    await desk.settings.change((document) => ({ ...document, fields: fields as typeof document.fields }), { by: BY });
    await desk.tickets.update("1055", { custom: { [LONG_WORD.slice(0, 50)]: LONG_WORD } }, { by: BY });
    const long = { subject: LONG_WORD, description: LONG_WORD, tags: ["w".repeat(40)] };
    await desk.tickets.create({ ...long, customer: `${"w".repeat(60)}@w.example` }, { by: BY });
    const body =
      "# Check the certificate\n\n- `code` and [a link](https://a.example)\n\n> A quote\n\n| A | B |\n|---|---|\n| 1 | 2 |";
    await desk.knowledge.save(null, { title: "SSO after an update", body, tags: ["sso"] }, { by: BY });
    await using served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
    await using opened = await openPage("about:blank", options);
    const { page } = opened;
    const found: Record<string, string[]> = {};
    for (const [view, { hash, text, open }] of Object.entries(VIEWS)) {
      await page.goto("about:blank"); // else the text may be that of the view before
      await page.goto(served.at(`/${hash}`));
      await page.getByText(text).first().waitFor();
      await open?.(page);
      const violations = await findViolations(page);
      if (name !== "narrow") violations.push(...await findInTheDark(page));
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (width > 0) violations.push(`wider than the window by ${width} pixels`);
      if (violations.length > 0) found[view] = violations;
    }
    assert.deepEqual(found, {});
    await served.stop();
    await desk.close();
  });
}

closeBrowserAtEnd();
