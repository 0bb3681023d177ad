import assert from "node:assert/strict";
import { isPublicAddress, parseAddress } from "../../../base/network/public_address.ts";

const PUBLIC = [
  "93.184.215.14",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.0.1",
  "172.32.0.1",
  "169.253.1.1",
  "223.255.255.255",
  "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
  "2001:4860:4860::8888",
  "::ffff:8.8.8.8",
  "64:ff9b::8.8.8.8", // NAT64 of a public address
];

const PRIVATE = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::127.0.0.1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::8.8.8.8",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::1",
  "3fff::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "1.2.3",
  "1.2.3.4.5",
  "1.2.3.999",
  ":::",
];

for (const address of PUBLIC) {
  Deno.test(`isPublicAddress() accepts ${address}`, () => assert.equal(isPublicAddress(address), true));
}

for (const address of PRIVATE) {
  Deno.test(`isPublicAddress() rejects "${address}"`, () => assert.equal(isPublicAddress(address), false));
}

Deno.test("parseAddress() finds the address that a host name is", () => {
  const found = ["https://169.254.169.254/", "https://[::1]:8080", "https://2130706433", "https://1.example.com"].map((
    url,
  ) => parseAddress(new URL(url).hostname));
  assert.deepEqual(found, ["169.254.169.254", "::1", "127.0.0.1", undefined]);
});
