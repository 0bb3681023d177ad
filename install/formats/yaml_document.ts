/** Parses YAML, and finds the servers in a document and their places in its text. */

import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml";
import { rememberLast } from "./remember_last.ts";
import type { LineRange } from "./yaml_lines.ts";

/** The library's own search for repeated keys takes quadratic time. */
const PARSING = { uniqueKeys: false } as const;

/** Parses a text into a document that no one else changes, with every digit of its integers. */
export function parseExactly(text: string): Document {
  const document = parseDocument(text, { ...PARSING, intAsBigInt: true });
  visit(document, {
    Scalar(_, node) {
      if (node.value === 0n && node.source?.startsWith("-")) node.value = -0; // no bigint has this sign
    },
  });
  return document;
}

/** Parses a text. Its document is shared. */
export const parseText = rememberLast((text) => parseDocument(text, PARSING));

/** Reads the value of a text. It is shared. */
export const readValue = rememberLast((text): unknown => parseText(text).toJS() ?? {});

/** Finds a key that a mapping has twice. */
export const findRepeatedKey = rememberLast((text): string | undefined => {
  let repeated: string | undefined;
  visit(parseText(text), {
    Map(_, { items }) {
      const keys = items.flatMap(({ key }) => isScalar(key) ? [String(key.value)] : []);
      if (new Set(keys).size === keys.length) return;
      repeated = keys.find((key, index) => keys.indexOf(key) !== index);
      return visit.BREAK;
    },
  });
  return repeated;
});

/** Reads a text, or returns undefined if that is impossible. */
export function tryRead(text: string): unknown {
  try {
    return parseText(text).errors.length === 0 ? readValue(text) : undefined;
  } catch {
    return undefined; // an alias without its anchor
  }
}

/** A server: a pair of its name and its entry, or an entry with a name. */
export type Item = Pair<Node, Node | null> | Node;

/** Finds the pair of the member that holds the servers. */
export function findPair({ contents }: Document, member: string): Pair<Node, Node | null> | undefined {
  const pairs = isMap(contents) ? contents.items as Pair<Node, Node | null>[] : [];
  return pairs.find(({ key }) => isNode(key) && key.toJSON() === member);
}

/** Lists the items of a block: a pair per name, or a node per entry. Returns none for a list on one line. */
export function toItems(list: Pair<Node, Node | null> | undefined): Item[] {
  const value = list?.value;
  return (isMap(value) || isSeq(value)) && !value.flow ? value.items as Item[] : [];
}

/** Returns the place of a server or of all in the text. */
export function toRange(item: Item, text: string): LineRange {
  const [first, last] = isPair(item) ? [item.key as Node, (item.value ?? item.key) as Node] : [item, item];
  const [start] = first.range!;
  const { anchor } = first as { anchor?: string }; // in front of the range
  return { start: anchor === undefined ? start : text.lastIndexOf(`&${anchor}`, start), end: last.range![1] };
}
