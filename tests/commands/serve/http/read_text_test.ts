import assert from "node:assert/strict";
import { readText } from "../../../../commands/serve/http/read_text.ts";

Deno.test("readText() says in plain words why a file can't be read", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assert.rejects(readText(folder, "the token file"), {
      name: "Failure",
      message: `Can't read the token file ${folder}: ${
        Deno.build.os === "windows" ? "this user may not" : "it is a folder"
      }.`,
    });
    await assert.rejects(readText(`${folder}/none`, "the key"), {
      name: "Failure",
      message: `Can't read the key ${folder}/none: there is no such file.`,
    });
  } finally {
    await Deno.remove(folder);
  }
});
