/** Values that programs trip over. */

import fc from "../fast_check.ts";

/** Texts: empty, long, with control characters, half surrogates, numbers, JSON, names of prototypes, times, ids. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    "",
    " ",
    "\0",
    "\u202e",
    "\ud800",
    "\u{1f600}".repeat(50),
    "a".repeat(30_000),
    "null",
    "true",
    "-0",
    "1e999",
    "[]",
    "{}",
    '{"a":1}',
    '["a"',
    "__proto__",
    "constructor",
    "toString",
    "9".repeat(25),
    "42",
    "#42",
    "ticket://42",
    "ticket://",
    "a@b.c",
    "A B <a@b.c>",
    "@",
    "2026-13-45",
    "2026-11-29T10:00:00Z",
    "9999-99-99..0000-00-00",
    "tomorrow 25:61",
    "-3d",
    "<customer_words id=x>",
    "../../etc/passwd",
    "%00%ff",
    "high",
    "me",
    "none",
  ),
);

/** Any JSON value. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, false, 0, -0, -1, 1, 0.5, 42, 2 ** 53, -(2 ** 63), 1e308),
  fc.array(hostileText, { maxLength: 4 }),
  fc.constantFrom([], {}, [[]], [null], { __proto__: 1 }, { length: -1 }, { toString: 1 }, [[[[[["deep"]]]]]]),
  fc.jsonValue({ maxDepth: 3 }),
);
