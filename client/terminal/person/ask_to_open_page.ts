import { domainToUnicode } from "node:url";
import type { ElicitRequestURLParams, ElicitResult } from "@modelcontextprotocol/client";
import { type Dialog, toExcerpt } from "../dialog/mod.ts";

/** What opening a page takes: the address, and gives whether it worked. */
export type OpenPage = (url: URL) => Promise<boolean>;

/**
 * Asks a person whether a page that a server names may be opened, and opens it (MCP, client/elicitation, "URL mode").
 * Nothing is fetched or opened before they say so.
 *
 * @param server Its name, as people know it.
 */
export async function askToOpenPage(
  { message, url }: Pick<ElicitRequestURLParams, "message" | "url">,
  server: string,
  prompts: Dialog,
  open: OpenPage,
): Promise<ElicitResult> {
  const page = parseWebPage(url);
  if (page === null) {
    prompts.show(
      `${server} wants a page opened`,
      `${toExcerpt(`${message}\n${url}`).text}\nThis is no page of the web: it is not opened.`,
    );
    return { action: "decline" };
  }
  prompts.show(`${server} wants a page opened`, [toExcerpt(message, 5).text, "", ...describePage(page)].join("\n"));
  const answer = await chooseAction(page, prompts);
  if (answer === "open" && !await open(page)) {
    prompts.show("The page could not be opened", `Open it yourself: ${page.href}`);
  }
  return { action: answer === "open" || answer === "self" ? "accept" : answer };
}

async function chooseAction({ hostname }: URL, prompts: Dialog): Promise<"open" | "self" | "decline" | "cancel"> {
  const key = await prompts.ask({
    kind: "key",
    message: `Open the page at ${hostname}?`,
    options: [
      { value: "o", label: "Open", hint: "in your browser" },
      { value: "s", label: "Open it yourself", hint: "you agree, and nothing is opened" },
      { value: "d", label: "Decline", hint: "say no: the server learns that you don't want to" },
      { value: "c", label: "Cancel", hint: "not now: the server learns that you have decided nothing" },
    ],
  });
  return key === "o" ? "open" : key === "s" ? "self" : key === "d" ? "decline" : "cancel";
}

/** Null for what no browser should be handed: `file:`, `javascript:` and the like. */
function parseWebPage(url: string): URL | null {
  const page = URL.parse(url);
  return page !== null && ["https:", "http:"].includes(page.protocol) ? page : null;
}

/** The host, as it is and as it is shown, the whole address, and what is odd about them. */
function describePage(page: URL): string[] {
  const shown = domainToUnicode(page.hostname);
  return [
    `Host: ${page.hostname}`,
    `Page: ${page.href}`,
    ...shown !== page.hostname
      ? [`Take care: browsers may show the host as ${shown}, whose letters can be mistaken for others.`]
      : [],
    ...page.protocol === "http:" ? ["Take care: the connection to it is not encrypted (http)."] : [],
    ...page.username !== "" || page.password !== ""
      ? [`Take care: what stands before the @ is no host; the page is at ${page.hostname}.`]
      : [],
  ];
}
