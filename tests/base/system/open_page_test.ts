import assert from "node:assert/strict";
import { openPage } from "../../../base/system/open_page.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const ignore = Deno.build.os !== "linux"; // other systems use their own opener

for (const [exitCode, opened] of [[0, true], [3, false]] as const) {
  Deno.test({
    name: `openPage() hands the address over as one word, and ${opened ? "trusts" : "notices"} exit code ${exitCode}`,
    ignore,
    async fn() {
      await using folder = await TemporaryFolder.create();
      const [opener, written] = [folder.file("xdg-open"), folder.file("written")];
      await Deno.writeTextFile(opener, `#!/bin/sh\nprintf '%s|' "$#" "$@" > '${written}'\nexit ${exitCode}\n`, {
        mode: 0o755,
      });
      const environment = { PATH: `${folder.path}:${Deno.env.get("PATH")}` };
      assert.equal(await openPage(new URL("https://desk.example/a?b=1&c=$(id);'d"), environment), opened);
      assert.equal(await Deno.readTextFile(written), "1|https://desk.example/a?b=1&c=$(id);%27d|");
    },
  });
}

Deno.test({
  name: "openPage() says that there is nothing to open a page with",
  ignore,
  async fn() {
    assert.equal(await openPage(new URL("https://desk.example/"), { PATH: "/no/such/folder" }), false);
  },
});
