/** The user interface as an HTTP response. Loaded when a browser asks for it. */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type PageName, readPage } from "../../../app/page.ts";
import { memoize } from "../../../base/memoize.ts";

interface EncodedPage {
  html: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/**
 * Creates the response, in the language that the browser prefers. The page is compressed here, because not every version of
 * Deno does it.
 *
 * @returns 304 if the browser has this page.
 */
export async function createAppResponse({ method, headers: requested }: Request): Promise<Response> {
  const { html, gzip, headers } = await chooseEncoder(requested.get("accept-language") ?? "")();
  if (requested.get("if-none-match")?.includes(headers.ETag!)) return new Response(null, { status: 304, headers });
  const isCompressed = /\bgzip\b/.test(requested.get("accept-encoding") ?? "");
  const body = isCompressed ? gzip : html;
  return new Response(method === "HEAD" ? null : body, {
    headers: { ...headers, ...isCompressed && { "Content-Encoding": "gzip" } },
  });
}

/** Chooses the page for a header such as `de-AT,de;q=0.9,en;q=0.8`. Browsers sort it, the preferred language first. */
function chooseEncoder(acceptLanguage: string): () => Promise<EncodedPage> {
  const preferred = /(?:^|,)\s*(de|en)\b/i.exec(acceptLanguage)?.[1];
  return preferred?.toLowerCase() === "de" ? encodeGerman : encodeEnglish;
}

const encodeEnglish = memoize(() => encodePage("browser_en"));
const encodeGerman = memoize(() => encodePage("browser_de"));

async function encodePage(name: PageName): Promise<EncodedPage> {
  const { html, policy } = await readPage(name);
  const bytes = new TextEncoder().encode(html);
  return {
    html: bytes,
    gzip: new Uint8Array(gzipSync(bytes, { level: 9 })),
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Cache-Control": "no-cache",
      ETag: `"${createHash("sha256").update(bytes).digest("hex").slice(0, 20)}"`,
      Vary: "Accept, Accept-Encoding, Accept-Language",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
    },
  };
}
