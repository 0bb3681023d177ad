/** The addresses of clients behind proxies. */

import assert from "node:assert/strict";
import { parseAddressRange } from "../../../../../base/network/address_range.ts";
import { TrustedProxies } from "../../../../../server/transports/http/wire/trusted_proxies.ts";
import { parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { statelessRequest } from "../post.ts";
import { startServer } from "../start_server.ts";

const PROXIES = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].map((text) => parseAddressRange(text)!);

for (
  const [what, headers, client, peer = "127.0.0.1"] of [
    ["no header", {}, "127.0.0.1"],
    ["X-Forwarded-For", { "x-forwarded-for": "203.0.113.7" }, "203.0.113.7"],
    ["what a client claims", { "x-forwarded-for": "1.1.1.1, 203.0.113.7" }, "203.0.113.7"],
    ["two proxies", { "x-forwarded-for": "1.1.1.1, 203.0.113.7, 10.0.0.2" }, "203.0.113.7"],
    ["proxies alone", { "x-forwarded-for": "10.0.0.9, 10.0.0.2" }, "10.0.0.9"],
    ["a port", { "x-forwarded-for": "203.0.113.7:4711" }, "203.0.113.7"],
    ["IPv6", { "x-forwarded-for": "2001:DB8::0:1" }, "2001:db8::1"],
    ["IPv6 with a port", { "x-forwarded-for": "[2001:db8::1]:4711" }, "2001:db8::1"],
    ["no address", { "x-forwarded-for": "203.0.113.7, unknown, 10.0.0.2" }, "10.0.0.2"],
    ["nothing", { "x-forwarded-for": "" }, "127.0.0.1"],
    ["Forwarded", { forwarded: "for=203.0.113.7;proto=https;by=10.0.0.1" }, "203.0.113.7"],
    ["Forwarded twice", { forwarded: 'for=1.1.1.1, For="[2001:db8::1]:80";host="a,b"' }, "2001:db8::1"],
    ["Forwarded without for", { forwarded: "for=203.0.113.7, proto=https" }, "127.0.0.1"],
    ["Forwarded after an open quote", { forwarded: 'for=1.1.1.1;by=", for="[2001:db8::1]"' }, "127.0.0.1"],
    ["Forwarded after an escape", { forwarded: 'for=1.1.1.1;by="\\, for="[2001:db8::1]"' }, "127.0.0.1"],
    ["Forwarded after an escaped quote", { forwarded: 'by="\\"", for="[2001:db8::1]"' }, "2001:db8::1"],
    ["an obfuscated name", { forwarded: "for=_gazonk" }, "127.0.0.1"],
    ["both, equal", { forwarded: "for=203.0.113.7", "x-forwarded-for": "203.0.113.7" }, "203.0.113.7"],
    ["both, different", { forwarded: "for=1.1.1.1", "x-forwarded-for": "203.0.113.7" }, "127.0.0.1"],
    ["a peer that is no proxy", { "x-forwarded-for": "203.0.113.7" }, "198.51.100.1", "198.51.100.1"],
    ["a proxy with IPv6", { "x-forwarded-for": "203.0.113.7" }, "203.0.113.7", "fd00::1"],
  ] as [string, Record<string, string>, string, string?][]
) {
  Deno.test(`findClient() finds ${client} by ${what}`, () => {
    assert.equal(new TrustedProxies(PROXIES).findClient(peer, new Headers(headers)), client);
  });
}

Deno.test("without trusted proxies, the headers count for nothing", () => {
  const proxies = new TrustedProxies([]);
  assert.equal(proxies.findClient("127.0.0.1", new Headers({ "x-forwarded-for": "203.0.113.7" })), "127.0.0.1");
});

Deno.test("a long header is read in no time", () => {
  const header = `${'"'.repeat(20_000)}${"for=".repeat(20_000)}`;
  assert.equal(new TrustedProxies(PROXIES).findClient("127.0.0.1", new Headers({ forwarded: header })), "127.0.0.1");
});

Deno.test("rates and logs are by the address behind the proxy", async () => {
  const authenticator = new TokenAuthenticator(parseTokens("dana write danas-token-0123456789"));
  await using served = await startServer({ authenticator, trustedProxies: PROXIES, limits: { messagesPerMinute: 2 } });
  const send = (address: string) =>
    statelessRequest(served.url, "tools/list", {}, {
      authorization: "Bearer another-token-0123456789",
      "x-forwarded-for": address,
    });
  const statuses = [];
  for (const address of ["203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8"]) {
    statuses.push((await send(address)).status);
  }
  assert.deepEqual(statuses, [401, 401, 429, 401]);
  assert.deepEqual(served.exchanges.map(({ address }) => address), [
    ...Array.from({ length: 3 }, () => "203.0.113.7"),
    "203.0.113.8",
  ]);
});
