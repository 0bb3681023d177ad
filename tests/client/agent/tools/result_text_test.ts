import assert from "node:assert/strict";
import { formatPrompt, formatResource, formatResult } from "../../../../client/agent/tools/result_text.ts";

Deno.test("formatResult() joins the texts, and names what it cannot show", () => {
  const text = formatResult({
    content: [
      { type: "text", text: "One" },
      { type: "image", data: "AAAA", mimeType: "image/png" },
      { type: "resource", resource: { uri: "x://1", text: "Two" } },
      { type: "resource", resource: { uri: "x://2", blob: "AAAA", mimeType: "application/pdf" } },
      { type: "resource_link", uri: "x://3", name: "three" },
    ],
  });
  assert.equal(
    text,
    "One\n[image, image/png: cannot be shown here]\nTwo\n[x://2, application/pdf: cannot be shown here]\n" +
      "[resource: x://3 (three)]",
  );
});

Deno.test("formatResult() falls back to structured content", () => {
  assert.equal(formatResult({ content: [], structuredContent: { a: 1 } }), '{"a":1}');
  assert.equal(formatResult({ content: [{ type: "text", text: "a is 1" }], structuredContent: { a: 1 } }), "a is 1");
});

Deno.test("formatResult() truncates a long text, and says so", () => {
  const text = formatResult({ content: [{ type: "text", text: "x".repeat(1_000_000) }] });
  assert.ok(text.length < 21_000);
  assert.match(text, /x… \[truncated: 20000 of 1000000 characters\. Request less at a time\.\]$/);
});

Deno.test("formatResult() splits no character", () => {
  const text = formatResult({ content: [{ type: "text", text: "x" + "🎫".repeat(20_000) }] });
  assert.ok(text.isWellFormed());
});

Deno.test("formatResource() and formatPrompt() join all texts", () => {
  assert.equal(formatResource([{ uri: "x://1", text: "One" }, { uri: "x://2", text: "Two" }]), "One\nTwo");
  const messages = [
    { role: "user" as const, content: { type: "text" as const, text: "Ask" } },
    { role: "assistant" as const, content: { type: "text" as const, text: "Answer" } },
  ];
  assert.equal(formatPrompt(messages), "[user] Ask\n\n[assistant] Answer");
});
