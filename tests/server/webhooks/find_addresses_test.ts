import assert from "node:assert/strict";
import { findAddresses, resolveHost } from "../../../server/webhooks/find_addresses.ts";

const resolveTo = (...addresses: string[]) => () => Promise.resolve(addresses);

Deno.test("findAddresses() returns every address of a public host", async () => {
  const addresses = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"];
  assert.deepEqual(await findAddresses(new URL("https://example.com"), false, resolveTo(...addresses)), addresses);
});

for (
  const [url, addresses, named] of [
    ["https://rebind.example", ["93.184.215.14", "127.0.0.1"], "127.0.0.1"],
    ["https://metadata.example", ["169.254.169.254"], "169.254.169.254"],
    ["https://six.example", ["::1"], "::1"],
    ["https://mapped.example", ["::ffff:10.0.0.1"], "::ffff:10.0.0.1"],
    ["https://127.0.0.1", [], "127.0.0.1"],
    ["https://2130706433", [], "127.0.0.1"],
    ["https://0x7f.1", [], "127.0.0.1"],
    ["https://0177.0.0.1", [], "127.0.0.1"],
    ["https://169.254.169.254", [], "169.254.169.254"],
    ["https://[::1]", [], "::1"],
    ["https://[::ffff:127.0.0.1]", [], "::ffff:7f00:1"],
    ["https://[64:ff9b::a9fe:a9fe]", [], "64:ff9b::a9fe:a9fe"],
  ] as const
) {
  Deno.test(`findAddresses() rejects ${url}, unless private addresses are allowed`, async () => {
    const resolve = resolveTo(...addresses);
    const { hostname } = new URL(url);
    const problem = addresses.length === 0
      ? `${hostname} is not a public address.`
      : `${hostname} has the address ${named}, which is not public.`;
    await assert.rejects(
      findAddresses(new URL(url), false, resolve),
      ({ message }: Error) => message === `${problem} To allow it, set private_addresses to true.`,
    );
    assert.ok((await findAddresses(new URL(url), true, resolve)).includes(named));
  });
}

Deno.test("findAddresses() rejects a host without an address", async () => {
  const fail = () => Promise.reject(new Error("ENOTFOUND"));
  for (const resolve of [fail, resolveTo()]) {
    await assert.rejects(
      findAddresses(new URL("https://gone.example"), false, resolve),
      /gone\.example has no address/,
    );
  }
});

Deno.test("resolveHost() knows the names of this machine", async () => {
  const addresses = await resolveHost("localhost");
  assert.ok(addresses.includes("127.0.0.1") || addresses.includes("::1"), addresses.join());
});
