import assert from "node:assert/strict";
import { toCodeSpan, toFencedBlock } from "../../../../server/definitions/document/markdown.ts";
import fc from "../../../fast_check.ts";

const hostile = fc.array(fc.constantFrom("`", "```", "~~~", "\n", "\r", " ", "# Head", "text", "- ", "<b>")).map((
  parts,
) => parts.join(""));

Deno.test("toFencedBlock() returns a block that its text cannot close (CommonMark, section 4.5)", () => {
  fc.assert(fc.property(hostile, (text) => {
    const block = toFencedBlock(text);
    const [fence] = /^`+/.exec(block)!;
    const inner = block.slice(`${fence}text\n`.length, -`\n${fence}`.length);
    assert.equal(inner, text);
    for (const line of inner.split(/\r\n|\r|\n/)) {
      const closing = /^ {0,3}(`{3,})\s*$/.exec(line);
      assert.ok(closing === null || closing[1]!.length < fence.length, JSON.stringify(text));
    }
  }));
});

Deno.test("toCodeSpan() returns one line that its text cannot close (CommonMark, section 6.1)", () => {
  fc.assert(fc.property(hostile, (text) => {
    const span = toCodeSpan(text);
    assert.doesNotMatch(span, /[\r\n]/);
    const [ticks] = /^`+/.exec(span)!;
    const inner = span.slice(ticks.length, -ticks.length);
    const runs = [...inner.matchAll(/`+/g)].map(([run]) => run.length);
    assert.ok(inner !== "" && !runs.includes(ticks.length), JSON.stringify(span));
  }));
});
