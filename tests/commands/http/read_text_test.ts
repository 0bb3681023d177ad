import assert from "node:assert/strict";
import { readText } from "../../../commands/http/read_text.ts";

Deno.test("readText() names the flag, the file and the reason", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assert.rejects(readText(folder, "--token-file"), {
      name: "CommandError",
      message: `--token-file cannot be read: ${folder}: ${
        Deno.build.os === "windows" ? "permission denied. Let this user read it" : "it is a folder. Name a file in it"
      }.`,
    });
    await assert.rejects(readText(`${folder}/none`, "--tls-key"), {
      name: "CommandError",
      message: `--tls-key cannot be read: ${folder}/none: no such file. Check the path.`,
    });
  } finally {
    await Deno.remove(folder);
  }
});
