import assert from "node:assert/strict";
import {
  createOwnerFinder,
  isWrittenBy,
  listAuthorAddresses,
  toAuthorAddress,
} from "../../../../../store/rules/tickets/mod.ts";

const ADA = "ada@example.com";

for (
  const [author, addresses] of [
    [ADA, [ADA]],
    [" ADA@Example.com ", [ADA]],
    ["Ada <Ada@example.com>", [ADA]],
    ["Ada Lovelace (ada@example.com)", [ADA]],
    ['"Ada" ada@example.com, bob@example.com', [ADA, "bob@example.com"]],
    ["o'brien@example.com", ["o'brien@example.com"]],
    ["Ada", []],
    ["Ada @ Example", []],
    ["", []],
  ] as const
) {
  Deno.test(`listAuthorAddresses() finds ${addresses.length} in "${author}"`, () => {
    assert.deepEqual(listAuthorAddresses(author), addresses);
  });
}

Deno.test("toAuthorAddress() reduces a name with an address to the first address, and keeps other authors", () => {
  for (
    const author of [
      "Ada <ADA@example.com>",
      "<ada@example.com>",
      " Ada@example.com",
      "mailto:ada@example.com",
      "ada@example.com, bob@example.com",
      "Ada <ada@example.com>, Bob <bob@example.com>",
      "bob@example.com <ada@example.com>",
    ]
  ) {
    assert.equal(toAuthorAddress(author), ADA);
  }
  for (const author of ["Ada", "Ada <ada>", "Ada (ada@example.com) by phone", "<", ""]) {
    assert.equal(toAuthorAddress(author), author);
  }
});

Deno.test("isWrittenBy() goes by the address in any kind of comment, and by the ticket for messages with a name alone", () => {
  const kinds = ["customer", "reply", "note"] as const;
  for (const kind of kinds) {
    assert.equal(isWrittenBy({ kind, author: "Ada <ada@example.com>" }, ADA, "bob@example.com"), true);
    assert.equal(isWrittenBy({ kind, author: "bob@example.com" }, ADA, ADA), false);
    assert.equal(isWrittenBy({ kind, author: "xada@example.com" }, ADA, ADA), false);
  }
  assert.deepEqual(kinds.map((kind) => isWrittenBy({ kind, author: "Ada" }, ADA, ADA)), [true, false, false]);
  assert.equal(isWrittenBy({ kind: "customer", author: "Ada" }, ADA, null), false);
});

Deno.test("createOwnerFinder() finds the customer that a ticket had when it got a comment", () => {
  const change = (after: { customer?: string; comment_count?: number }, comment?: number) => ({
    what: "updated" as const,
    after,
    ...comment !== undefined && { comment },
  });
  const find = createOwnerFinder([
    change({ customer: "a", comment_count: 2 }),
    change({}, 3),
    change({ customer: "b" }),
    { what: "not_approved", after: { customer: "c" } },
    change({}, 4),
    change({}, 2), // edited
    change({}, 3),
  ]);
  assert.deepEqual([1, 2, 3, 4, 5].map(find), ["a", "a", "a", "b", null]);
  assert.equal(createOwnerFinder([])(1), null);
});
