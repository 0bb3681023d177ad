/** The user interface as HTTP responses. Loaded when a browser asks for it. */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type PageName, readPage } from "../../../app/page.ts";
import { memoize } from "../../../base/values/memoize.ts";

interface EncodedFile {
  bytes: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
}

interface EncodedPage {
  html: EncodedFile;
  headers: Record<string, string>;
  script: EncodedFile & { id: string };
}

/**
 * Creates the response, in the language that the browser prefers. The page is compressed here, because not every version of
 * Deno does it.
 *
 * @returns 304 if the browser has this page.
 */
export async function createAppResponse(request: Request): Promise<Response> {
  const { html, headers } = await chooseEncoder(request.headers.get("accept-language") ?? "")();
  if (request.headers.get("if-none-match")?.includes(headers.ETag!)) {
    return new Response(null, { status: 304, headers });
  }
  return createFileResponse(request, html, headers);
}

/**
 * Creates the response for `/desk.js?ID`: the second script of the page that has this id.
 *
 * @returns Undefined if there is none, as for the page of another version.
 */
export async function createScriptResponse(request: Request): Promise<Response | undefined> {
  const id = new URL(request.url).search.slice(1);
  for (const encode of [encodeEnglish, encodeGerman]) {
    const { script } = await encode();
    if (script.id === id) return createFileResponse(request, script, SCRIPT_HEADERS);
  }
  return undefined;
}

/** The script at an address never changes. */
const SCRIPT_HEADERS = {
  "Content-Type": "text/javascript; charset=utf-8",
  "Cache-Control": "public, max-age=31536000, immutable",
  Vary: "Accept-Encoding",
  "X-Content-Type-Options": "nosniff",
};

function createFileResponse(request: Request, file: EncodedFile, headers: Record<string, string>): Response {
  const isCompressed = /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
  const body = isCompressed ? file.gzip : file.bytes;
  return new Response(request.method === "HEAD" ? null : body, {
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
  const { html: text, policy, second } = await readPage(name);
  const html = encodeFile(text);
  return {
    html,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Cache-Control": "no-cache",
      ETag: `"${createHash("sha256").update(html.bytes).digest("hex").slice(0, 20)}"`,
      Vary: "Accept, Accept-Encoding, Accept-Language",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
    },
    script: { ...encodeFile(second.script), id: second.id },
  };
}

function encodeFile(text: string): EncodedFile {
  const bytes = new TextEncoder().encode(text);
  return { bytes, gzip: new Uint8Array(gzipSync(bytes, { level: 9 })) };
}
