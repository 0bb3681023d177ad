import assert from "node:assert/strict";
import { findNotes } from "../../release/notes.ts";

const CHANGELOG = `# Changelog

## Unreleased

- Later

## [1.2.0] - 2026-11-29

### Added

- A thing

## 1.1.0 - 2026-10-01

- Older
`;

Deno.test("findNotes() returns the section of a version, without its title", () => {
  assert.equal(findNotes(CHANGELOG, "v1.2.0", "1.2.0"), "### Added\n\n- A thing\n");
  assert.equal(findNotes(CHANGELOG, "v1.1.0", "1.1.0"), "- Older\n");
});

Deno.test("findNotes() refuses the tag of another version, and a version without a section", () => {
  assert.throws(
    () => findNotes(CHANGELOG, "v1.2.1", "1.2.0"),
    /The tag is v1\.2\.1, but the version in deno\.json is 1\.2\.0/,
  );
  assert.throws(() => findNotes(CHANGELOG, "v1.3.0", "1.3.0"), /no section for 1\.3\.0\. Rename Unreleased/);
});
