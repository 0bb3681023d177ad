import assert from "node:assert/strict";
import { findNameProblem, isDocumentName } from "../../../server/files/document_name.ts";
import fc from "../../fast_check.ts";

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

const AGENTS_IN_ANY_FORM = [
  ["CLAUDE.md.txt", "AGENTS.md.md", "claude", "Claude.log", "AGENTS.override.md", "gemini.local.md", "AmazonQ.md"],
  ["knowledge.md", "CODEBUDDY.md", "mcp.json", "USER.md", "Makefile", "Dockerfile", "package.json", "Gemfile.lock"],
].flat();

Deno.test("findNameProblem() rejects these names with any ending", () => {
  for (const name of AGENTS_IN_ANY_FORM) {
    assert.equal(findNameProblem(name), "agents or build tools read files of this name", name);
  }
});

Deno.test("findNameProblem() rejects endings that programs run or obey", () => {
  for (const name of ["run.sh", "page.HTML", "x.md.exe", "rule.mdc", "x.Py", "settings.yaml", "a.ｓh"]) {
    assert.match(findNameProblem(name)!, /^programs run or obey files with the ending \.\w+$/, name);
  }
  for (const name of ["x.md.", "x.md ", "CLAUDE.md "]) {
    assert.match(findNameProblem(name)!, /ends with a dot or a space/);
  }
  assert.equal(findNameProblem(" .md"), "its name is only an ending");
});

Deno.test("isDocumentName() accepts .md and .txt, and other names need an approval", () => {
  for (const name of ["a.md", "A.TXT"]) assert.ok(isDocumentName(name), name);
  for (const name of ["md", "x.markdown", "x.log", "x.md.bak", "notes"]) {
    assert.deepEqual([isDocumentName(name), findNameProblem(name)], [false, undefined], name);
  }
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

Deno.test("findNameProblem() allows no hidden, invisible or active name", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", ".md", ".sh", ".md.txt"), (stem, ending) => {
    const name = stem + ending;
    const isAllowed = findNameProblem(name) === undefined;
    assert.ok(!isAllowed || /^[^.\-\p{C}][^\p{C}]*$/iu.test(name.normalize("NFKC")) && ending !== ".sh");
  }));
});
