import assert from "node:assert/strict";
import { isInRange, normalizeAddress, parseAddressRange } from "../../../base/network/address_range.ts";

for (
  const [range, address, expected] of [
    ["127.0.0.1", "127.0.0.1", true],
    ["127.0.0.1", "127.0.0.2", false],
    ["127.0.0.1", "::ffff:127.0.0.1", true],
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.1.2.3/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["192.168.1.128/25", "192.168.1.127", false],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["::1", "0:0:0:0:0:0:0:1", true],
    ["fd00::/8", "fdff:1::", true],
    ["fd00::/8", "fe00::1", false],
    ["2001:db8::/33", "2001:db8:8000::", false],
    ["10.0.0.0/8", "unknown", false],
    ["10.0.0.0/8", "", false],
  ] as const
) {
  Deno.test(`isInRange() says ${expected} for ${address || "nothing"} in ${range}`, () => {
    assert.equal(isInRange(address, parseAddressRange(range)!), expected);
  });
}

Deno.test("parseAddressRange() rejects what is no address", () => {
  for (
    const text of [
      "",
      "localhost",
      "10.0.0.0/33",
      "10.0.0.0/",
      "10.0.0.0/-1",
      "10.0.0",
      "256.1.1.1",
      "1.2.3.4:80",
      "::1/129",
      "[::1]",
      "fe80::1%eth0",
      "::1]/x[",
      "10.0.0.0/8/8",
    ]
  ) {
    assert.equal(parseAddressRange(text), undefined, text);
  }
});

Deno.test("normalizeAddress() makes equal addresses equal texts", () => {
  assert.equal(normalizeAddress("2001:DB8:0:0::0001"), "2001:db8::1");
  assert.equal(normalizeAddress("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(normalizeAddress("192.0.2.1"), "192.0.2.1");
  assert.equal(normalizeAddress("_hidden"), undefined);
});
