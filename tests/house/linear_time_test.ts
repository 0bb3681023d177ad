/**
 * Functions that read texts from outside take linear time. Each gets a text for which a quadratic pattern would need minutes.
 */

import { parseAddressRange } from "../../base/network/address_range.ts";
import { disarmMarks } from "../../base/text/disarm_marks.ts";
import { toOneLine } from "../../base/text/one_line.ts";
import { toPrintableLine } from "../../base/text/printable.ts";
import { parseNumber } from "../../base/values/parse_number.ts";
import { findEndpoint } from "../../client/models/endpoint.ts";
import { Secrets } from "../../client/recording/format/mod.ts";
import { cleanTags } from "../../data/rows/values.ts";
import { TrustedProxies } from "../../server/transports/http/wire/trusted_proxies.ts";
import { parseFieldValue } from "../../store/fields/parse_value.ts";
import { getDefaultLocation } from "../../store/location.ts";
import { findVariableProblem } from "../../store/replies/mod.ts";

const SIZE = 300_000;
const spaces = " ".repeat(SIZE);
const secrets = new Secrets();
const proxies = new TrustedProxies([parseAddressRange("127.0.0.1")!]);

function parseDate(text: string): unknown {
  try {
    return parseFieldValue("due", { type: "date" }, text, String);
  } catch {
    return undefined; // it is no date
  }
}

const cases: Record<string, () => unknown> = {
  "toPrintableLine() with spaces": () => toPrintableLine(`a${spaces}b`),
  "toOneLine() with joiners": () => toOneLine("\u200d".repeat(SIZE)),
  "disarmMarks() with half a mark": () => disarmMarks(`<customer${spaces}`, ["customer_words"], "x"),
  "disarmMarks() with invisible characters": () => disarmMarks(`<c${"\u0301".repeat(SIZE)}`, ["customer_words"], "x"),
  "Secrets with the start of a web token": () => secrets.removeFrom("eyJ-".repeat(SIZE / 4)),
  "Secrets with starts of private keys": () => secrets.removeFrom("-----BEGIN PRIVATE KEY-----".repeat(SIZE / 27)),
  "Secrets with starts of URLs": () => secrets.removeFrom("a://b:".repeat(SIZE / 6)),
  "Secrets with digits": () => secrets.removeFrom("4".repeat(SIZE)),
  "Secrets with starts of assignments": () => secrets.removeFrom('a=\\"'.repeat(SIZE / 4)),
  "Secrets with names": () => secrets.removeFrom("password-".repeat(SIZE / 9)),
  "findEndpoint() with slashes": () =>
    findEndpoint({ provider: "vllm", name: "x" }, {}, `http://a/${"/".repeat(SIZE)}b`),
  "getDefaultLocation() with slashes": () => getDefaultLocation({ get: () => `/${"/".repeat(SIZE)}b` }, "linux"),
  "parseNumber() with digits": () => parseNumber(`${"0".repeat(SIZE)}x`),
  "parseFieldValue() with times": () => parseDate(`2026-11-01${" 09:30".repeat(SIZE / 6)}\nx`),
  "cleanTags() with hyphens": () => cleanTags([`a${"-".repeat(SIZE)}b`]),
  "findClient() with escaped quotes": () =>
    proxies.findClient("127.0.0.1", new Headers({ forwarded: `"${'\\"'.repeat(SIZE / 2)}` })),
  "findVariableProblem() with spaces": () => findVariableProblem(`{{${spaces}`),
  "findVariableProblem() with braces": () => findVariableProblem("{{".repeat(SIZE / 2)),
};

for (const [name, run] of Object.entries(cases)) Deno.test(`${name} takes linear time`, () => void run());
