import assert from "node:assert/strict";
import { DeskError, type SettingsDocument } from "../../../store/mod.ts";
import { compareSettings, parseSettings } from "../../../store/settings/mod.ts";

Deno.test("parseSettings() returns a document in normal form", () => {
  const document = parseSettings({
    team: { " Ana\nBerg ": { address: " ANA@Example.com ", away: true }, Ben: null },
    organizations: { "@ACME.com": " Acme " },
    views: { mine: { query: " assignee:Ana status:open ", sort: "due" } },
    saved_replies: {
      " Refund\n": { title: " Money\nback ", body: "\nHi {{ customer.name }},\nYours ", language: "PT-br" },
    },
  });
  const expected: SettingsDocument = {
    team: { "Ana Berg": { address: "ana@example.com", away: true }, Ben: {} },
    organizations: { "acme.com": "Acme" },
    views: { mine: { query: "assignee:Ana status:open", sort: "due" } },
    saved_replies: { Refund: { title: "Money back", body: "Hi {{ customer.name }},\nYours", language: "pt-BR" } },
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
      'settings has no member "teem" (did you mean "team"?). It has: team, organizations, approval_days, reopen_days, views, saved_replies.',
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
    [
      "an unknown variable",
      { saved_replies: { refund: { body: "Hi {{customer.nme}}" } } },
      "saved_replies/refund/body has the unknown variable {{customer.nme}} (did you mean {{customer.name}}?). Variables: " +
      "{{customer.name}}, {{customer.email}}, {{ticket.id}}, {{ticket.subject}}, {{user.name}}.",
    ],
    [
      "half a variable",
      { saved_replies: { refund: { body: "Hi {{customer.name}" } } },
      "saved_replies/refund/body has {{ without }}: a variable looks like {{customer.name}}.",
    ],
    ["a saved reply without text", { saved_replies: { refund: {} } }, "saved_replies/refund/body must be a text."],
    ["an empty saved reply", { saved_replies: { refund: { body: " " } } }, "saved_replies/refund/body is empty."],
    [
      "a saved reply that is too long",
      { saved_replies: { refund: { body: "x".repeat(20_001) } } },
      "saved_replies/refund/body is too long (limit 20000 characters).",
    ],
    [
      "an invalid language",
      { saved_replies: { refund: { body: "Hi", language: "german!" } } },
      "saved_replies/refund/language is not a language tag such as de or pt-BR.",
    ],
    [
      "saved replies with equal names",
      { saved_replies: { refund: { body: "Hi" }, Refund: { body: "Hi" } } },
      "saved_replies/Refund is the same name as refund.",
    ],
    [
      "no object",
      [],
      "settings must have the members team, organizations, approval_days, reopen_days, views, saved_replies.",
    ],
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
