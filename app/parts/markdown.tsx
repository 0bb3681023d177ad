/** Markdown as views. Everything that it does not know stays text, so no text becomes markup. */

import type { ComponentChildren } from "preact";
import { formatRoute } from "../desk/mod.ts";
import { removeInvisible } from "../desk/second/mod.ts";
import { Link } from "./text.tsx";

export type Block =
  | { type: "heading"; level: number; text: string }
  | { type: "code" | "paragraph"; text: string }
  | { type: "quote"; blocks: readonly Block[] }
  | { type: "list"; isOrdered: boolean; items: readonly (readonly Block[])[] }
  | { type: "table"; rows: readonly (readonly string[])[] }
  | { type: "rule" };

const FENCE = /^\s{0,3}(```|~~~)/;
const HEADING = /^(#{1,6})\s+(\S.*)$/;
const ITEM = /^(\s{0,3})([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const TABLE_LINE = /^\s*\|.*\|\s*$/;
const TABLE_HEAD = /^[\s|:-]+$/;
/** Deeper parts are shown as text. */
const MAX_DEPTH = 5;

/** Splits a text into its parts. */
export function parseMarkdown(text: string, depth = 0): Block[] {
  const lines = text.split(/\r?\n/);
  if (depth > MAX_DEPTH) return [{ type: "paragraph", text }];
  const blocks: Block[] = [];
  for (let start = 0; start < lines.length;) {
    const [end, block] = readBlock(lines, start, depth);
    if (block !== undefined) blocks.push(block);
    start = end;
  }
  return blocks;
}

/** @returns The line after the part. */
function readBlock(lines: readonly string[], start: number, depth: number): [number, Block?] {
  const line = lines[start]!;
  if (line.trim() === "") return [start + 1];
  const heading = HEADING.exec(line);
  if (heading !== null) return [start + 1, { type: "heading", level: heading[1]!.length, text: heading[2]! }];
  if (RULE.test(line)) return [start + 1, { type: "rule" }];
  if (FENCE.test(line)) return readCode(lines, start);
  if (line.startsWith(">")) {
    const end = findEnd(lines, start, (next) => next.startsWith(">"));
    const inner = lines.slice(start, end).map((quoted) => quoted.replace(/^> ?/, "")).join("\n");
    return [end, { type: "quote", blocks: parseMarkdown(inner, depth + 1) }];
  }
  if (ITEM.test(line)) return readList(lines, start, depth);
  if (TABLE_LINE.test(line) && TABLE_HEAD.test(lines[start + 1] ?? "x")) {
    const end = findEnd(lines, start, (next) => TABLE_LINE.test(next));
    const rows = lines.slice(start, end).filter((_, index) => index !== 1).map(splitCells);
    return [end, { type: "table", rows }];
  }
  const isText = (next: string) =>
    next.trim() !== "" && !HEADING.test(next) && !FENCE.test(next) && !next.startsWith(">") && !ITEM.test(next);
  const end = findEnd(lines, start + 1, isText);
  return [end, { type: "paragraph", text: lines.slice(start, end).join("\n") }];
}

function findEnd(lines: readonly string[], start: number, belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index >= start && !belongs(line));
  return end === -1 ? lines.length : end;
}

function readCode(lines: readonly string[], start: number): [number, Block] {
  const [, fence] = FENCE.exec(lines[start]!)!;
  const end = findEnd(lines, start + 1, (line) => !line.trim().startsWith(fence!));
  return [end + 1, { type: "code", text: lines.slice(start + 1, end).join("\n") }];
}

/** Lines that are indented more than the sign of an item belong to the item. */
function readList(lines: readonly string[], start: number, depth: number): [number, Block] {
  const items: string[][] = [];
  const isOrdered = /\d/.test(ITEM.exec(lines[start]!)![2]!);
  let end = start;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const item = ITEM.exec(line);
    const isNext = item !== null && item[1]!.length < 2 && /\d/.test(item[2]!) === isOrdered;
    if (isNext) items.push([item[3]!]);
    else if (/^\s{2,}\S/.test(line)) items.at(-1)!.push(line.replace(/^\s{2,4}/, ""));
    else if (line.trim() === "" && /^(?:\s{2,}\S|\s{0,1}(?:[-*+]|\d{1,9}[.)])\s)/.test(lines[end + 1] ?? "")) continue;
    else break;
  }
  return [end, { type: "list", isOrdered, items: items.map((item) => parseMarkdown(item.join("\n"), depth + 1)) }];
}

function splitCells(line: string): string[] {
  return line.trim().slice(1, -1).split("|").map((cell) => cell.trim());
}

/** Removes the signs of Markdown from an excerpt. */
export function toPlainText(excerpt: string): string {
  return removeInvisible(excerpt).replaceAll(/!?\[([^[\]]{1,300})\]\([^()\s]{1,2000}\)/g, "$1").replaceAll(
    /[*`]+|(?<!\S)(?:#{1,6}|>)(?=\s)|\b_|_\b/g,
    "",
  );
}

/** A Markdown text. Its headings come below that of the place, and skip no level. */
export function Markdown({ text }: { text: string }) {
  return <div class="markdown" dir="auto">{nestHeadings(parseMarkdown(removeInvisible(text))).map(toView)}</div>;
}

/** @param above The levels of the headings that the next one is below. */
function nestHeadings(blocks: readonly Block[], above: number[] = []): Block[] {
  return blocks.map((block) => {
    switch (block.type) {
      case "heading":
        while (above.length > 0 && above.at(-1)! >= block.level) above.pop();
        return { ...block, level: above.push(block.level) };
      case "quote":
        return { ...block, blocks: nestHeadings(block.blocks, above) };
      case "list":
        return { ...block, items: block.items.map((item) => nestHeadings(item, above)) };
      default:
        return block;
    }
  });
}

function toView(block: Block, key: number): ComponentChildren {
  switch (block.type) {
    case "heading": {
      const Heading = block.level <= 1 ? "h2" : block.level === 2 ? "h3" : "h4";
      return <Heading key={key}>{toInline(block.text)}</Heading>;
    }
    case "code":
      return <pre key={key} tabIndex={0}>{block.text}</pre>;
    case "quote":
      return <blockquote key={key}>{block.blocks.map(toView)}</blockquote>;
    case "list": {
      const List = block.isOrdered ? "ol" : "ul";
      return <List key={key}>{block.items.map((item, index) => <li key={index}>{toItem(item)}</li>)}</List>;
    }
    case "table":
      return <Table key={key} rows={block.rows} />;
    case "rule":
      return <hr key={key} />;
    case "paragraph":
      return <p key={key}>{toInline(block.text)}</p>;
  }
}

function toItem([first, ...others]: readonly Block[]): ComponentChildren {
  return first?.type === "paragraph"
    ? [toInline(first.text), others.map(toView)]
    : first && [first, ...others].map(toView);
}

function Table({ rows: [head = [], ...rows] }: { rows: readonly (readonly string[])[] }) {
  return (
    <div class="table" tabIndex={0}>
      <table>
        <thead>
          <tr>{head.map((cell, index) => <th key={index} scope="col">{toInline(cell)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>{row.map((cell, column) => <td key={column}>{toInline(cell)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Code, bold, italic, links with a text, and plain links. */
const INLINE =
  /`([^`\n]{1,500})`|\*\*([^*]{1,500})\*\*|\*([^*\s][^*]{0,500})\*|\b_([^_\s][^_]{0,500})_\b|!?\[([^[\]]{1,300})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"'\p{DI}]{1,2000}[^\s<>"'.,;:!?)\]}\p{DI}])/gu;

function toInline(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index), toMark(match, match.index));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function toMark([whole, code, bold, star, underscore, label, target, url]: RegExpExecArray, key: number) {
  if (code !== undefined) return <code key={key}>{code}</code>;
  if (bold !== undefined) return <strong key={key}>{bold}</strong>;
  if (star !== undefined || underscore !== undefined) return <em key={key}>{star ?? underscore}</em>;
  if (url !== undefined) return <Link key={key} url={url} text={url} />;
  if (/^https?:\/\//.test(target!)) return <Link key={key} url={target!} text={label!} />;
  const article = /^article:\/\/([^/?#]+)$/.exec(target!)?.[1];
  if (article === undefined) return whole; // no other scheme becomes a link
  return <a key={key} href={formatRoute({ place: "article", id: article })}>{label}</a>;
}
