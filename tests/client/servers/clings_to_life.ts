/**
 * A server that ends neither with its input nor by SIGTERM, nor does the process that it starts. Both make a file named
 * after their process in the folder that is given.
 */
const [folder, child] = Deno.args;
if (child === undefined) {
  new Deno.Command(Deno.execPath(), { args: ["run", "-A", import.meta.filename!, folder!, "child"], stdin: "null" })
    .spawn();
}
Deno.addSignalListener("SIGTERM", () => {});
setInterval(() => {}, 1_000);
Deno.writeTextFileSync(`${folder}/${Deno.pid}`, "");
