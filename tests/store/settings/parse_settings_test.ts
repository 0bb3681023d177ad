import assert from "node:assert/strict";
import { DeskError, type SettingsDocument } from "../../../store/mod.ts";
import { compareSettings, parseSettings } from "../../../store/settings/mod.ts";

Deno.test("parseSettings() returns a document in normal form", () => {
  const document = parseSettings({
    team: { " Ana\nBerg ": { address: " ANA@Example.com ", away: true }, Ben: null },
    organizations: { "@ACME.com": " Acme " },
    views: { mine: { query: " assignee:Ana status:open ", sort: "due" } },
  });
  const expected: SettingsDocument = {
    team: { "Ana Berg": { address: "ana@example.com", away: true }, Ben: {} },
    organizations: { "acme.com": "Acme" },
    views: { mine: { query: "assignee:Ana status:open", sort: "due" } },
  };
  assert.deepEqual(document, expected);
  assert.deepEqual(parseSettings(document), document);
  assert.deepEqual(parseSettings({}), {});
});

for (
  const [title, document, message] of [
    [
      "an unknown setting",
      { teem: {} },
      'settings has no member "teem" (did you mean "team"?). It has: team, organizations, approval_days, reopen_days, views.',
    ],
    [
      "an unknown member of a member",
      { team: { Ana: { adress: "ana@example.com" } } },
      'team/Ana has no member "adress" (did you mean "address"?). It has: address, away.',
    ],
    [
      "an invalid address",
      { team: { Ana: { address: "ana" } } },
      'team/Ana/address is invalid: "ana" is not an email address: it needs exactly one @. Use the form name@example.com.',
    ],
    ["a switch with another value", { team: { Ana: { away: "yes" } } }, "team/Ana/away must be true or false."],
    [
      "a name with a meaning",
      { team: { Me: {} } },
      "team/Me cannot be a name: it has another meaning where an assignee is written.",
    ],
    ["equal names", { team: { Ana: {}, ANA: {} } }, "team/ANA is the same name as Ana."],
    ["a list for an object", { team: ["Ana"] }, "team must list members by name."],
    ["an invalid domain", { organizations: { acme: "Acme" } }, "organizations/acme is not a domain such as acme.com."],
    [
      "an empty organization",
      { organizations: { "acme.com": " " } },
      "organizations/acme.com must be the name of an organization.",
    ],
    ["too many days", { approval_days: 15 }, "approval_days must be a whole number of days from 1 to 14."],
    ["a part of a day", { reopen_days: 1.5 }, "reopen_days must be a whole number of days from 0 to 3650."],
    [
      "an invalid query",
      { views: { mine: { query: "stauts:open" } } },
      /^views\/mine\/query is invalid: .*unknown filter "stauts" \(did you mean "status"\?\)/,
    ],
    ["a missing query", { views: { mine: {} } }, "views/mine/query must be a search query."],
    [
      "an unknown order",
      { views: { mine: { query: "", sort: "age" } } },
      "views/mine/sort must be one of relevance, due, priority, updated, created.",
    ],
    ["no object", [], "settings must have the members team, organizations, approval_days, reopen_days, views."],
    [
      "several problems",
      { approval_days: 0, reopen_days: -1 },
      "approval_days must be a whole number of days from 1 to 14. reopen_days must be a whole number of days from 0 to 3650.",
    ],
    [
      "too much text",
      { team: Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`${index}`.padEnd(190, "x"), {}])) },
      /^The settings are too long: [\d,]+ bytes \(limit 60,000\)\. Remove some\.$/,
    ],
  ] as [string, unknown, string | RegExp][]
) {
  Deno.test(`parseSettings() rejects ${title}`, () => {
    assert.throws(() => parseSettings(document), (error) => {
      assert.ok(error instanceof DeskError);
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      return error.code === "invalid";
    });
  });
}

Deno.test("compareSettings() lists each value that differs, with its path", () => {
  const before = { team: { Ana: { away: false }, Ben: {} }, reopen_days: 3 };
  const after = { team: { Ana: { away: true } }, reopen_days: 3, organizations: { "acme.com": "Acme" } };
  assert.deepEqual(compareSettings(before, after), [
    { path: ["team", "Ana", "away"], before: false, after: true },
    { path: ["team", "Ben"], before: {} },
    { path: ["organizations"], after: { "acme.com": "Acme" } },
  ]);
  assert.deepEqual(compareSettings(after, structuredClone(after)), []);
});
