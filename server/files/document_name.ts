/** Names of documents that may be written into a shared folder. */

/** Control, bidirectional and zero-width characters, line separators, and what file systems forbid or treat specially. */
const FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}<>:"|?*\\/]/u;

/** Device names of Windows, with any extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Stems of files that agents read as instructions, in any folder. */
const AGENT_FILES = new Set(
  ("agent agents aider amazonq amp bootstrap claude cline clinerules codebuddy codex context conventions copilot " +
    "copilot-instructions crush cursor cursorrules gemini goose goosehints guidelines heartbeat identity iflow " +
    "instructions junie jules kilo kiro knowledge llms llms-full mcp memory opencode prompt qwen readme replit roo rules " +
    "skill soul system tools user warp windsurf windsurfrules").split(" "),
);

/** Parts that agents allow behind the name of their file, such as `.local`. */
const AGENT_VARIANT = /\.(?:local|override)$/;

/** Stems whose last part says that agents read the file, such as `reply.instructions.md`. */
const AGENT_SUFFIX = /\.(?:agent|chatmode|instructions|mode|prompt|rules|skill)$/;

/** Stems of files that build tools, package managers and web sites act on. */
const TOOL_FILES =
  /^(?:ads|apt|brewfile|build|cargo|cmakelists|composer|conanfile|constraints|containerfile|deno|dockerfile|gemfile|gnumakefile|jenkinsfile|justfile|makefile|meson_options|package|packages|pipfile|procfile|pyproject|rakefile|requirements(?:[._-].*)?|robots|runtime|security|setup|taskfile|tsconfig|vagrantfile|workspace)$/;

/** Endings of files that shells, interpreters, browsers, desktops and agents run or obey when they are opened. */
const ACTIVE_ENDINGS = new Set(
  ("action app applescript awk bash bat cgi cjs cmd com command conf config cpl csh cshrc desktop dll dylib ejs env exe fish " +
    "gadget hta htm html inf ini jar js jse jsx ksh lnk lua mdc mhtml mjs mk msi php phtml pif pl plist profile prompt ps1 " +
    "psm1 py pyw rb reg scf scpt scr service sh shtml so sql svg sys timer toml ts tsx url vb vbe vbs webloc wsf xhtml xml " +
    "yaml yml zsh").split(" "),
);

/**
 * Explains why a document may never have a name. A document contains other people's words, so no program may take it for
 * settings, instructions or commands.
 *
 * @param name The name of the file, without its folder.
 * @returns Undefined if the name is possible. Without {@linkcode isDocumentName}, a person must approve it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findNameProblem } from "./document_name.ts";
 *
 * assert.equal(findNameProblem("ticket-42.md"), undefined);
 * assert.equal(findNameProblem("run.sh"), "programs run or obey files with the ending .sh");
 * ```
 */
export function findNameProblem(name: string): string | undefined {
  const folded = name.normalize("NFKC").toLowerCase();
  if (FORBIDDEN.test(name)) return 'its name has a control character or one of < > : " | ? * \\ /';
  if (folded.startsWith(".")) return "its name starts with a dot";
  if (folded.startsWith("-")) return "its name starts with a hyphen, as options of commands do";
  if (/[\s.]$/.test(folded)) return "its name ends with a dot or a space";
  const ending = /\.([^.]*)$/.exec(folded)?.[1];
  if (ending !== undefined && ACTIVE_ENDINGS.has(ending)) {
    return `programs run or obey files with the ending .${ending}`;
  }
  const stem = getStem(folded);
  if (stem === "") return "its name is only an ending";
  if (DEVICES.test(stem)) return "its name is the name of a device on Windows";
  return isReadByPrograms(stem) ? "agents or build tools read files of this name" : undefined;
}

/** Checks that a name ends in `.md` or `.txt`. A document with another ending needs a person's approval. */
export function isDocumentName(name: string): boolean {
  return /\.(?:md|txt)$/.test(name.normalize("NFKC").toLowerCase());
}

/** Removes all endings of documents, because `x.md.txt` is one renaming away from `x.md`; or else the last ending. */
function getStem(name: string): string {
  const [, stem] = /^(.*?)(?:(?<!\s)\s*\.(?:md|txt))+$/s.exec(name) ?? /^(.+?)\.[^.]*$/s.exec(name) ?? [];
  return (stem ?? name).trim();
}

function isReadByPrograms(stem: string): boolean {
  const isAgentFile = AGENT_FILES.has(stem.replace(AGENT_VARIANT, ""));
  return isAgentFile || AGENT_SUFFIX.test(stem) || TOOL_FILES.test(stem);
}
