import assert from "node:assert/strict";
import { DEFAULT_SETTINGS, DeskError, type SettingsDocument } from "../../../store/mod.ts";
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

Deno.test("parseSettings() keeps the order of views from earlier versions", () => {
  const document: SettingsDocument = { views: { all: { query: "", sort: "created" } } };
  assert.deepEqual(parseSettings(document), document);
});

for (const name of ["__proto__", "constructor", "prototype", " __proto__ "]) {
  Deno.test(`parseSettings() rejects ${name} as a name`, () => {
    for (const path of ["views", "team", "organizations", "saved_replies", "views/mine"]) {
      const members = path.split("/").map((part) => `{"${part}":`);
      const document = JSON.parse(`${members.join("")}{"${name}":{"query":""}}${"}".repeat(members.length)}`);
      const message = `${path}/${name} cannot be a name: use another one.`;
      assert.throws(() => parseSettings(document), { code: "invalid", message });
    }
    assert.throws(() => parseSettings(JSON.parse(`{"${name}":{"query":""}}`)), { message: /cannot be a name/ });
    assert.equal(Reflect.get({}, "query"), undefined);
  });
}

Deno.test("compareSettings() takes no inherited member for a value", () => {
  assert.deepEqual(compareSettings({ team: {} }, { team: { toString: {} } }), [
    { path: ["team", "toString"], after: {} },
  ]);
});

/** The default table with one cell replaced. */
function createTable(hours: unknown) {
  const table = structuredClone(DEFAULT_SETTINGS.deadlines.resolution);
  return { ...table, pro: { ...table.pro, urgent: hours } };
}

const { first_reply } = DEFAULT_SETTINGS.deadlines;
const HOURS = "must be a number of hours from 0.1 to 8760, or none.";
const WEEK = { time_zone: "UTC", monday: "09:00-17:00" };

const DEADLINE_PROBLEMS: [title: string, document: unknown, message: string][] = [
  [
    "a policy without a case",
    { deadlines: { first_reply, resolution: createTable(undefined) } },
    "deadlines/resolution/pro/urgent is missing.",
  ],
  [
    "a policy without a tier",
    { deadlines: { first_reply, resolution: { pro: first_reply.pro, free: first_reply.free } } },
    "deadlines/resolution/enterprise is missing. Its members are urgent, high, medium, low.",
  ],
  [
    "a policy without a target",
    { deadlines: { first_reply } },
    "deadlines/resolution is missing. Its members are enterprise, pro, free.",
  ],
  ...[0, -1, 9_000, "4", null].map((hours): [string, unknown, string] => [
    `${JSON.stringify(hours)} as hours`,
    { deadlines: { first_reply: createTable(hours), resolution: first_reply } },
    `deadlines/first_reply/pro/urgent ${HOURS}`,
  ]),
  [
    "a resolution before the first reply",
    { deadlines: { first_reply, resolution: createTable(3) } },
    "deadlines/resolution/pro/urgent is 3, which is less than the hours to the first reply (4).",
  ],
  [
    "overlapping hours",
    { business_hours: { ...WEEK, monday: ["09:00-12:00", "11:30-17:00"] } },
    "business_hours/monday has overlapping hours: 09:00-12:00 and 11:30-17:00.",
  ],
  ...["17:00-09:00", "9-17", "09:00-24:01", "09:60-17:00", "09:00-09:00"].map((hours): [string, unknown, string] => [
    `${hours} as hours of a day`,
    { business_hours: { ...WEEK, tuesday: hours } },
    `business_hours/tuesday/0 must be hours such as 09:00-17:30, not "${hours}".`,
  ]),
  [
    "a wrong time zone",
    { business_hours: { ...WEEK, time_zone: "Europe/Berln" } },
    'business_hours/time_zone is not a time zone: "Europe/Berln". Use a name such as Europe/Berlin or UTC.',
  ],
  [
    "hours without a time zone",
    { business_hours: { monday: "09:00-17:00" } },
    "business_hours needs a time_zone, such as Europe/Berlin.",
  ],
  [
    "a week without hours",
    { business_hours: { time_zone: "UTC", sunday: [] } },
    "business_hours needs at least 5 hours a week, such as monday: 09:00-17:30.",
  ],
  ...["2026-02-30", "02-30", "2026-13-01", "Christmas", "25.12.2026"].map((date): [string, unknown, string] => [
    `${date} as a holiday`,
    { business_hours: { ...WEEK, holidays: ["12-25", date] } },
    `business_hours/holidays/1 is not a date: "${date}". Use one such as 2026-12-25, or 12-25 for every year.`,
  ]),
  [
    "more holidays than deadlines could reach over",
    {
      business_hours: { ...WEEK, holidays: Array.from({ length: 61 }, (_, day) => `0${day % 9 + 1}-${day % 20 + 10}`) },
    },
    "business_hours has more than 60 holidays for every year.",
  ],
];

Deno.test("parseSettings() brings business hours into normal form", () => {
  const business_hours = {
    time_zone: "europe/berlin",
    monday: ["13:00 – 17:30", "8:00-12:00"],
    tuesday: "9:00-24:00",
    sunday: null,
    holidays: ["2026-12-24", "12-25", "12-25", "02-29"],
  };
  assert.deepEqual(parseSettings({ business_hours }).business_hours, {
    time_zone: "Europe/Berlin",
    monday: ["08:00-12:00", "13:00-17:30"],
    tuesday: ["09:00-24:00"],
    sunday: [],
    holidays: ["02-29", "12-25", "2026-12-24"],
  });
  assert.deepEqual(parseSettings({ business_hours: null }), { business_hours: {} });
});

Deno.test("parseSettings() accepts a policy with every case, fractions, and no deadline", () => {
  const deadlines = { first_reply: createTable("none"), resolution: createTable(0.5) };
  assert.deepEqual(parseSettings({ deadlines }), { deadlines });
  assert.deepEqual(parseSettings({ deadlines: DEFAULT_SETTINGS.deadlines }), { deadlines: DEFAULT_SETTINGS.deadlines });
});

for (
  const [title, document, message] of [
    [
      "an unknown setting",
      { teem: {} },
      'settings has no member "teem" (did you mean "team"?). It has: team, organizations, approval_days, reopen_days, views, saved_replies, deadlines, business_hours, fields, intake, webhooks.',
    ],
    [
      "an unknown member of a member",
      { team: { Ana: { adress: "ana@example.com" } } },
      'team/Ana has no member "adress" (did you mean "address"?). It has: address, away.',
    ],
    [
      "two unknown members",
      { team: { Ana: { adress: "ana@example.com", x: 1 } } },
      'team/Ana has no members "adress" (did you mean "address"?), "x". It has: address, away.',
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
    [
      "equal names",
      { team: { Ana: {}, ANA: {} } },
      "team/ANA is the same name as Ana: case, width and accents do not count. Add something that does, such as a surname.",
    ],
    [
      "names without accents",
      { team: { "Zoë": {}, Zoe: {} } },
      "team/Zoe is the same name as Zoë: case, width and accents do not count. Add something that does, such as a surname.",
    ],
    [
      "one name in two Unicode forms",
      { team: { "Zo\u00eb": { away: true }, "Zoe\u0308": {} } },
      "team/Zoe\u0308 is the same name as Zo\u00eb: case, width and accents do not count. Add something that does, such as a surname.",
    ],
    [
      "names that differ in spaces",
      { team: { Ana: {}, " Ana ": {} } },
      "team/ Ana  is the same name as Ana: case, width and accents do not count. Add something that does, such as a surname.",
    ],
    [
      "replies with one name in two Unicode forms",
      { saved_replies: { "Zo\u00eb": { body: "A" }, "ZOE\u0308": { body: "B" } } },
      "saved_replies/ZOE\u0308 is the same name as Zo\u00eb.",
    ],
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
    ["a missing query", { views: { mine: {} } }, "views/mine/query is missing: it must be a search query."],
    [
      "an unknown order",
      { views: { mine: { query: "", sort: "age" } } },
      "views/mine/sort must be one of relevance, newest, oldest, due, priority, updated.",
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
    [
      "a saved reply without text",
      { saved_replies: { refund: {} } },
      "saved_replies/refund/body is missing: it must be a text.",
    ],
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
      "settings must be an object. Its members are team, organizations, approval_days, reopen_days, views, saved_replies, deadlines, business_hours, fields, intake, webhooks.",
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
    ...["ftp://example.com/hook", "nonsense"].map((url) => [
      `the webhook ${url}`,
      { webhooks: { crm: { url, secrets: [`whsec_${new Uint8Array(32).fill(3).toBase64()}`] } } },
      "webhooks/crm/url must be a URL such as https://example.com/webhook.",
    ]),
    ...DEADLINE_PROBLEMS,
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
