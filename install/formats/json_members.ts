/**
 * Adds and removes members of objects in JSON text without touching comments or the lines of other members. The edits of
 * jsonc-parser reformat neighboring members, or remove their comments.
 */

import type { Edit, Node } from "jsonc-parser";

/** The layout of a text. */
interface Layout {
  /** One level of indentation. */
  step: string;
  lineEnd: string;
}

/** Creates the edits that add a member at the end of an object. An object on one line stays on one line. */
export function addMember(text: string, object: Node, name: string, value: unknown): Edit[] {
  const layout = detectLayout(text);
  const last = object.children!.at(-1);
  const end = object.offset + object.length;
  const inside = text.slice(object.offset + 1, end - 1);
  const outer = getIndent(text, object.offset);
  const inner = last === undefined ? outer + layout.step : getIndent(text, last.offset);
  const member = `${inner}${JSON.stringify(name)}: ${formatValue(value, inner, layout)}`;
  if (last === undefined) {
    const before = inside.trimEnd(); // empty, or comments
    const whole = `{${before}${layout.lineEnd}${member}${layout.lineEnd}${outer}}`;
    return [{ offset: object.offset, length: object.length, content: whole }];
  }
  const { comma, lineEnd } = scanRestOfLine(text, last);
  const separator = comma === undefined ? [{ offset: getEnd(last), length: 0, content: "," }] : [];
  if (!inside.includes("\n")) {
    const content = ` ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    return [...separator, { offset: comma === undefined ? getEnd(last) : comma + 1, length: 0, content }];
  }
  const closing = text.slice(lineEnd, end - 1).includes("\n") ? "" : layout.lineEnd + outer;
  return [...separator, { offset: lineEnd, length: 0, content: layout.lineEnd + member + closing }];
}

/** Creates the edits that remove a member with its line. Comments of other members are kept. */
export function removeMember(text: string, object: Node, name: string): Edit[] {
  const members = object.children!;
  const index = members.findIndex(({ children }) => children![0]!.value === name);
  const member = members[index]!;
  if (members.length === 1) {
    const end = object.offset + object.length;
    const rest = text.slice(object.offset + 1, member.offset) + text.slice(getEnd(member), end - 1);
    if (rest.trim() === "" || rest.trim() === ",") {
      return [{ offset: object.offset, length: object.length, content: "{}" }];
    }
  }
  const { comma } = scanRestOfLine(text, member);
  const before = findStartOfLine(text, member.offset);
  const own = { offset: before, length: (comma === undefined ? getEnd(member) : comma + 1) - before, content: "" };
  const previous = members[index - 1];
  if (comma !== undefined || previous === undefined) return [own];
  const superfluous = scanRestOfLine(text, previous).comma!;
  return superfluous >= before ? [{ ...own, offset: superfluous, length: own.offset + own.length - superfluous }] : [
    { offset: superfluous, length: 1, content: "" },
    own,
  ];
}

/** Finds where the indentation before a member starts, with the line break before it. */
function findStartOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && "\t ".includes(text[start - 1]!)) start--;
  if (text[start - 1] !== "\n") return start;
  return text[start - 2] === "\r" ? start - 2 : start - 1;
}

/** White space and comments up to a comma. Each can end in only one way, else a row of slashes would take exponential time. */
const TO_COMMA = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*,/;

/** Finds the comma after a member, and the end of its line after any comments. */
function scanRestOfLine(text: string, member: Node): { comma: number | undefined; lineEnd: number } {
  const end = getEnd(member);
  const rest = text.slice(end);
  const toComma = TO_COMMA.exec(rest)?.[0].length;
  const toLineEnd = /^(?:[\t ,]|\/\*[^\n]*?\*\/)*(?:\/\/[^\r\n]*)?/.exec(rest)![0].trimEnd().length;
  return { comma: toComma === undefined ? undefined : end + toComma - 1, lineEnd: end + toLineEnd };
}

function detectLayout(text: string): Layout {
  return {
    step: /^[{[][^\n]*\n([\t ]+)/.exec(text.trimStart())?.[1] ?? "  ",
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** Returns the indentation of the line at an offset. */
function getIndent(text: string, offset: number): string {
  return /^[\t ]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))![0];
}

function formatValue(value: unknown, indent: string, { step, lineEnd }: Layout): string {
  return JSON.stringify(value, null, step).replaceAll("\n", lineEnd + indent);
}

function getEnd({ offset, length }: Node): number {
  return offset + length;
}
