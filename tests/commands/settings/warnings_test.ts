import assert from "node:assert/strict";
import { formatChanged } from "../../../commands/settings/mod.ts";
import { BY, openTestDesk } from "../../store/open_test_desk.ts";

const secrets = [`whsec_${new Uint8Array(32).fill(3).toBase64()}`];

Deno.test("formatChanged() warns once about a webhook to an address that is not public", async () => {
  await using desk = await openTestDesk();
  const { settings } = desk;
  const hook = { url: "https://169.254.169.254/", secrets };
  const change = async (document: object) => {
    const before = await settings.readRevision();
    return formatChanged(before, await settings.change(() => ({ ...document }), BY));
  };
  const warning = (name: string) =>
    `Warning: webhooks/${name}/url has the address 169.254.169.254, which is not public. Nothing is sent to it unless ` +
    `webhooks/${name}/private_addresses is true.\n`;
  assert.equal(await change({ webhooks: { crm: hook } }), `The settings are now at revision 1.\n${warning("crm")}`);
  assert.equal(
    await change({ webhooks: { crm: hook, "a/b": hook } }),
    `The settings are now at revision 2.\n${warning("a~1b")}`,
  );
  const allowed = { ...hook, private_addresses: true };
  const named = { ...hook, url: "https://metadata.example/" };
  const open = { ...hook, url: "https://93.184.215.14/" };
  assert.equal(await change({ webhooks: { allowed, named, open } }), "The settings are now at revision 3.\n");
});
