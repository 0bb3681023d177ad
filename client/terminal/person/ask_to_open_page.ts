import { domainToUnicode } from "node:url";
import type { ElicitRequestURLParams, ElicitResult } from "@modelcontextprotocol/client";
import { type Dialog, toExcerpt } from "../dialog/mod.ts";

/** Opens a page. Returns true on success. */
export type OpenPage = (url: URL) => Promise<boolean>;

/**
 * Asks a person for consent to open a page for a server, and opens it (MCP, client/elicitation, "URL mode"). Nothing is
 * fetched or opened before the person agrees.
 *
 * @param server The server's name, as people know it.
 */
export async function askToOpenPage(
  { message, url }: Pick<ElicitRequestURLParams, "message" | "url">,
  server: string,
  dialog: Dialog,
  open: OpenPage,
): Promise<ElicitResult> {
  const page = parseWebPage(url);
  if (page === null) {
    dialog.show(
      `${server} asks to open a web page`,
      `${toExcerpt(`${message}\n${url}`).text}\nNot opened: this is not a web page (http or https).`,
    );
    return { action: "decline" };
  }
  dialog.show(`${server} asks to open a web page`, [toExcerpt(message, 5).text, "", ...describePage(page)].join("\n"));
  const answer = await chooseAction(page, dialog);
  if (answer === "open" && !await open(page)) {
    dialog.show("The page could not be opened", `Open it yourself: ${page.href}`);
  }
  return { action: answer === "open" || answer === "self" ? "accept" : answer };
}

async function chooseAction({ hostname }: URL, dialog: Dialog): Promise<"open" | "self" | "decline" | "cancel"> {
  const key = await dialog.ask({
    kind: "key",
    message: `Open the page at ${hostname}?`,
    options: [
      { value: "o", label: "Open", hint: "in your browser" },
      { value: "s", label: "Open it yourself", hint: "agree, but open nothing now" },
      { value: "d", label: "Decline", hint: "tell the server that you refuse" },
      { value: "c", label: "Cancel", hint: "tell the server that you have not decided" },
    ],
  });
  return key === "o" ? "open" : key === "s" ? "self" : key === "d" ? "decline" : "cancel";
}

/** @returns Null for addresses that must not be passed to a browser, such as `file:` and `javascript:`. */
function parseWebPage(url: string): URL | null {
  const page = URL.parse(url);
  return page !== null && ["https:", "http:"].includes(page.protocol) ? page : null;
}

/** Lists the site, the whole address, and warnings about misleading parts of them. */
function describePage(page: URL): string[] {
  const displayed = domainToUnicode(page.hostname);
  return [
    `Site: ${page.hostname}`,
    `Address: ${page.href}`,
    ...displayed !== page.hostname
      ? [`Warning: browsers may show the site as ${displayed}. Some of its letters look like others.`]
      : [],
    ...page.protocol === "http:" ? ["Warning: the connection is not encrypted (http)."] : [],
    ...page.username !== "" || page.password !== ""
      ? [`Warning: the part before the @ is not the site. The page is at ${page.hostname}.`]
      : [],
  ];
}
