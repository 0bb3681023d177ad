import assert from "node:assert/strict";
import fc from "fast-check";
import { findNameProblem } from "../../../server/files/document_name.ts";

Deno.test("findNameProblem() allows names of documents", () => {
  for (const name of ["ticket-42.md", "Refund für Ana.TXT", "a.b.md", "claude-outage.md", "42.txt", "team notes.md"]) {
    assert.equal(findNameProblem(name), undefined, name);
  }
});

const READ_BY_PROGRAMS = [
  [
    "CLAUDE.md",
    "claude.MD",
    "Claude.local.md",
    "AGENTS.md",
    "agents.txt",
    "GEMINI.md",
    "QWEN.md",
    "copilot-instructions.md",
  ],
  [
    "ＣＬＡＵＤＥ.md",
    "ſkill.md",
    "SKILL.md",
    "MEMORY.md",
    "README.md",
    "reply.instructions.md",
    "x.prompt.md",
    "AGENTS .md",
  ],
  ["CMakeLists.txt", "requirements.txt", "requirements-dev.txt", "meson_options.txt", "llms.txt", "robots.txt"],
].flat();

Deno.test("findNameProblem() rejects names that agents and build tools read, in any case and form", () => {
  for (const name of READ_BY_PROGRAMS) {
    assert.equal(findNameProblem(name), "agents or build tools read files of this name", name);
  }
});

Deno.test("findNameProblem() rejects other endings", () => {
  const names = ["run.sh", "Makefile", "page.html", "x.md.exe", "x.md.", "x.md ", "md", "x.markdown", "x.mdc", " .md"];
  for (const name of names) assert.match(findNameProblem(name)!, /does not end in \.md or \.txt/, name);
});

Deno.test("findNameProblem() rejects names that start with a dot or a hyphen", () => {
  for (const name of [".md", ".cursorrules", "..md", ".x.txt", "\uFF0Ex.md"]) {
    assert.equal(findNameProblem(name), "its name starts with a dot", name);
  }
  assert.match(findNameProblem("--checkpoint-action=exec=sh x.md")!, /starts with a hyphen/);
});

Deno.test("findNameProblem() rejects control, bidirectional and zero-width characters, and those of file systems", () => {
  for (
    const name of ["a\nb.md", "a\x1b.md", "a\u202Eb.md", "CLAU\u200DDE.md", "a\u2028.md", "a:b.md", "a\\b.md", "a*.md"]
  ) {
    assert.match(findNameProblem(name)!, /has a control character or one of/, JSON.stringify(name));
  }
  for (const name of ["con.md", "NUL.txt", "com1.x.md"]) assert.match(findNameProblem(name)!, /device on Windows/);
});

Deno.test("findNameProblem() allows no name with another ending", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
    const isAllowed = findNameProblem(name) === undefined;
    assert.ok(!isAllowed || /^[^.\-\p{C}][^\p{C}]*\.(?:md|txt)$/iu.test(name.normalize("NFKC")));
  }));
});
