/** Articles as Markdown files with front matter in YAML. */

import { parseDocument, stringify } from "yaml";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import type { Article, ArticleUpdate, Audience } from "../../store/mod.ts";

/** A file that cannot become an article. The message says why. */
export class ArticleFileError extends Error {
  override name = "ArticleFileError";
}

/** Everything that a file says of its article. */
export type ArticleFile = Required<ArticleUpdate>;

const FRONT_MATTER = /^---[ \t]*\n(?:(.*?)\n)?---[ \t]*(?:\n|$)/s;
const FIELDS = ["title", "tags", "language", "audience"];

/**
 * Parses a file. Missing fields have their defaults; the title may also be the first heading.
 *
 * @throws {ArticleFileError} If the front matter is not YAML, has another field, or there is no title.
 */
export function parseArticleFile(text: string): ArticleFile {
  const lines = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const [whole = "", yaml = ""] = FRONT_MATTER.exec(lines) ?? [];
  const fields = parseFields(yaml);
  const body = lines.slice(whole.length).trim();
  const title = readText(fields, "title") ?? /^# +(.+)$/m.exec(body)?.[1];
  if (title === undefined) {
    throw new ArticleFileError("title is missing. Start the file with three lines: ---, title: TITLE, and --- again.");
  }
  return {
    ...{ title, body, tags: readTags(fields.tags), language: readText(fields, "language") ?? null },
    audience: (readText(fields, "audience") ?? "internal") as Audience, // the desk validates it
  };
}

/** Formats an article as a file, which gives the same article. */
export function formatArticleFile({ title, tags, language, audience, body }: Article): string {
  const fields = { title, ...tags.length > 0 && { tags }, ...language !== null && { language }, audience };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${body}\n`;
}

function parseFields(yaml: string): Record<string, unknown> {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = (error.linePos?.[0].line ?? 1) + 1;
    throw new ArticleFileError(
      `line ${line} is not YAML: ${error.message.split("\n")[0]!.replace(/ at line .*$/, "")}.`,
    );
  }
  const fields: unknown = document.toJS() ?? {};
  if (!isPlainObject(fields)) {
    throw new ArticleFileError("the lines between --- and --- must be fields, such as title: TITLE.");
  }
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown === undefined) return fields;
  throw new ArticleFileError(`the field "${unknown.slice(0, 100)}" is unknown. Fields: ${FIELDS.join(", ")}.`);
}

function readText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new ArticleFileError(`${name} must be a text.`);
}

function readTags(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const list: unknown[] = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [value];
  return list.map((tag) => {
    if (typeof tag === "string" || typeof tag === "number") return String(tag).trim();
    throw new ArticleFileError("tags must be a list of words.");
  });
}
