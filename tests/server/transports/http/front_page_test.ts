/** The page at `/`: the desk for browsers, facts for everyone else. */

import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { readPage } from "../../../../app/page.ts";
import { readResult } from "./post.ts";
import { startServer } from "./start_server.ts";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

/** Without `fetch`, which decompresses. */
async function get(url: string, headers: Record<string, string>): Promise<Response & { raw: Uint8Array }> {
  using client = Deno.createHttpClient({});
  const response = await fetch(url, { headers, client });
  return Object.assign(response, { raw: await response.bytes() });
}

Deno.test("/ is the desk for a browser, with its policy", async () => {
  await using served = await startServer();
  const { html, policy } = await readPage("browser_en");
  const answer = await readResult(await fetch(served.at("/"), { headers: BROWSER }));
  assert.equal(answer.text, html);
  assert.match(answer.headers.get("content-type")!, /^text\/html/);
  assert.equal(answer.headers.get("content-security-policy"), policy);
  assert.equal(answer.headers.get("vary"), "Accept, Accept-Encoding, Accept-Language");
});

Deno.test("/ is not sent again to a browser that has it", async () => {
  await using served = await startServer();
  const first = await get(served.at("/"), BROWSER);
  const again = await get(served.at("/"), { ...BROWSER, "if-none-match": first.headers.get("etag")! });
  assert.deepEqual([again.status, again.raw.length], [304, 0]);
  const other = await get(served.at("/"), { ...BROWSER, "if-none-match": '"other"' });
  assert.equal(other.status, 200);
});

Deno.test("/ is compressed for those who accept it", async () => {
  await using served = await startServer();
  const { createAppResponse } = await import("../../../../server/transports/http/app_page.ts");
  const zipped = await createAppResponse(new Request(served.at("/"), { headers: { "accept-encoding": "br, gzip" } }));
  assert.equal(zipped.headers.get("content-encoding"), "gzip");
  const { html } = await readPage("browser_en");
  assert.equal(new TextDecoder().decode(gunzipSync(await zipped.bytes())), html);
  const plain = await createAppResponse(new Request(served.at("/")));
  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(await plain.text(), html);
  const head = await createAppResponse(new Request(served.at("/"), { method: "HEAD" }));
  assert.equal(await head.text(), "");
});

Deno.test("/ is in the language that the browser prefers", async () => {
  await using served = await startServer();
  const get = async (language: string) => {
    const answer = await fetch(served.at("/"), { headers: { ...BROWSER, "accept-language": language } });
    return await answer.text();
  };
  const [english, german] = await Promise.all([readPage("browser_en"), readPage("browser_de")]);
  for (const language of ["de", "de-AT,de;q=0.9,en;q=0.8", "fr, DE;q=0.8, en;q=0.5"]) {
    assert.equal(await get(language), german.html, language);
  }
  for (const language of ["en-GB,en;q=0.9,de;q=0.8", "fr-DE", "", "*"]) {
    assert.equal(await get(language), english.html, language);
  }
});

Deno.test("/ has its facts as JSON for programs that ask for it", async () => {
  await using served = await startServer();
  const answer = await readResult(await fetch(served.at("/"), { headers: { accept: "application/json" } }));
  assert.deepEqual([answer.json.name, answer.json.version], ["support-mcp", "0.0.0"]);
  assert.ok(Object.hasOwn(answer.json.paths, "/mcp"));
  const html = await readResult(
    await fetch(served.at("/"), { headers: { accept: "application/json;q=0, text/html;q=0.5" } }),
  );
  assert.match(html.headers.get("content-type")!, /^text\/html/);
});

Deno.test("/desk.js is the second script of the page, for good and compressed", async () => {
  await using served = await startServer();
  for (const name of ["browser_en", "browser_de"] as const) {
    const { second: { id, script } } = await readPage(name);
    const answer = await readResult(await fetch(served.at(`/desk.js?${id}`)));
    assert.equal(answer.text, script);
    assert.equal(answer.headers.get("content-type"), "text/javascript; charset=utf-8");
    assert.match(answer.headers.get("cache-control")!, /immutable/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    const { createScriptResponse } = await import("../../../../server/transports/http/app_page.ts");
    const request = new Request(served.at(`/desk.js?${id}`), { headers: { "accept-encoding": "gzip" } });
    const zipped = (await createScriptResponse(request))!;
    assert.equal(zipped.headers.get("content-encoding"), "gzip");
    assert.equal(new TextDecoder().decode(gunzipSync(await zipped.bytes())), script);
  }
});

Deno.test("/desk.js is not found for the page of another version, nor for other methods", async () => {
  await using served = await startServer();
  const { second: { id } } = await readPage("browser_en");
  for (
    const [path, method] of [["/desk.js?0123456789abcdef", "GET"], ["/desk.js", "GET"], [`/desk.js?${id}`, "POST"]]
  ) {
    const answer = await readResult(await fetch(served.at(path!), { method: method! }));
    assert.equal(answer.status, 404, path);
    assert.match(answer.text, /Load the page again/);
  }
});
