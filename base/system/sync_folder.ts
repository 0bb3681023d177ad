/** Makes the names in the folder of a file durable. Windows cannot open folders, and needs no sync. */
export async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path.replace(/[^/]*$/, "") || ".");
  await folder.sync();
}
