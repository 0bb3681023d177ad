/** Names of documents that may be written into a shared folder. */

/** Control, bidirectional and zero-width characters, line separators, and what file systems forbid or treat specially. */
const FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}<>:"|?*\\/]/u;

/** Device names of Windows, with any extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Stems of files that agents read as instructions. */
const AGENT_FILES = new Set(
  ("agent agents agents.override aider amp bootstrap claude claude.local cline clinerules codex conventions copilot " +
    "copilot-instructions crush cursor cursorrules gemini goose goosehints guidelines heartbeat identity instructions " +
    "junie jules kilo kiro llms llms-full memory opencode prompt qwen readme replit roo rules skill soul system tools " +
    "warp windsurf windsurfrules").split(" "),
);

/** Stems whose last part says that agents read the file, such as `reply.instructions.md`. */
const AGENT_SUFFIX = /\.(?:agent|chatmode|instructions|mode|prompt|rules|skill)$/;

/** Stems of text files that build tools and web sites act on. */
const TOOL_FILES =
  /^(?:ads|apt|cmakelists|conanfile|constraints|meson_options|packages|requirements(?:[._-].*)?|robots|runtime|security)$/;

/**
 * Explains why a document may not have a name. A document contains other people's words, so no program may take it for
 * settings, instructions or commands.
 *
 * @param name The name of the file, without its folder.
 * @returns Undefined if the name is allowed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findNameProblem } from "./document_name.ts";
 *
 * assert.equal(findNameProblem("ticket-42.md"), undefined);
 * assert.equal(findNameProblem("run.sh"), "its name does not end in .md or .txt");
 * ```
 */
export function findNameProblem(name: string): string | undefined {
  const folded = name.normalize("NFKC").toLowerCase();
  if (FORBIDDEN.test(name)) return 'its name has a control character or one of < > : " | ? * \\ /';
  if (folded.startsWith(".")) return "its name starts with a dot";
  if (folded.startsWith("-")) return "its name starts with a hyphen, as options of commands do";
  const [, stem = ""] = /^(.*)\.(?:md|txt)$/s.exec(folded) ?? [];
  if (stem.trim() === "") return "its name does not end in .md or .txt";
  if (DEVICES.test(stem)) return "its name is the name of a device on Windows";
  return isReadByPrograms(stem.trim()) ? "agents or build tools read files of this name" : undefined;
}

function isReadByPrograms(stem: string): boolean {
  return AGENT_FILES.has(stem) || AGENT_SUFFIX.test(stem) || TOOL_FILES.test(stem);
}
