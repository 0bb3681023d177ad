import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { renderExcerpt, splitMatches } from "../../../app/parts/marked.tsx";

const find = (text: string, query: string) => splitMatches(text, query).filter((_, place) => place % 2 === 1);

Deno.test("splitMatches() finds words that begin like those of a query, in any form", () => {
  assert.deepEqual(find("Refunds were refunded; no refund.", "refund"), ["Refunds", "refunded", "refund"]);
  assert.deepEqual(find("Charged twice, double charge", "charging"), ["Charged", "charge"]);
  assert.deepEqual(find("Überweisung fehlt", "überweisungen"), ["Überweisung"]);
  assert.deepEqual(splitMatches("a refund", "refund").join(""), "a refund");
});

Deno.test("an excerpt for one line begins near its first match", () => {
  const show = (text: string, query: string) => renderToString(<>{renderExcerpt(text, query)}</>);
  const text = "After the update of the proxy last night, all sign-ins fail. Sign-ins with a password work.";
  assert.match(show(text, "signing"), /^… last night, all <mark>sign<\/mark>-ins fail\. <mark>Sign<\/mark>-ins/);
  assert.equal(show(text, "after"), text.replace("After", "<mark>After</mark>"));
  assert.equal(show(text, "missing"), text);
});

Deno.test("splitMatches() leaves out filters, operators and excluded words", () => {
  const text = "billing open spam and or created 2026";
  assert.deepEqual(find(text, "tag:billing status:open -spam created>2026 OR"), []);
  assert.deepEqual(find("the exact phrase (or not)", '("exact phrase")'), ["exact", "phrase"]);
  assert.deepEqual(find("nothing", ""), []);
});

Deno.test("splitMatches() takes short words as they are, and signs as ends of words", () => {
  assert.deepEqual(find("Sign in: invalid info", "sign-in"), ["Sign", "in"]);
  assert.deepEqual(find("C++ (x) [y] a.b", "c++ [y] (.*) a.b \\"), ["C", "a", "b"]);
});
