/** Files of tickets: reading, showing and attaching them. */

import type { Attachment } from "../desk/mod.ts";
import { actions } from "../desk/second/mod.ts";
import type { ResourceText } from "../bridges/bridge.ts";
import type { Ui } from "./ui.ts";

/** The server's limit, in bytes. */
const LIMIT = 5 * 1024 * 1024;

/** Images that run no scripts wherever they are shown. */
const IMAGES = /^image\/(?:png|jpeg|gif|webp)$/;

/** Reads a file, and shows it in a dialog. */
export async function openFile({ desk, file }: Ui, { name, uri }: Attachment): Promise<void> {
  try {
    file.value = { name, uri, content: await desk.bridge.read(uri) };
  } catch (error) {
    desk.notices.fail(error);
  }
}

/** Formats a number of bytes: `12 KB`, `4.7 MB`. */
export function formatSize(bytes: number, locale: string): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1024) return `${kilobytes} KB`;
  return `${(kilobytes / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
}

/** Returns the URL of an image; undefined for other files. */
export function toImageUrl({ mimeType, text, isBinary }: ResourceText): string | undefined {
  return isBinary && IMAGES.test(mimeType) ? `data:${mimeType};base64,${text}` : undefined;
}

/** Attaches files to a ticket, one after another. */
export async function attachFiles(ui: Ui, id: string, files: Iterable<File>): Promise<void> {
  const [{ desk }, { files: words }] = [ui, ui.words.value];
  for (const file of files) {
    const row = actions.findRow(desk, id);
    if (row === undefined) return;
    if (file.size > LIMIT) {
      desk.notices.add({ kind: "failed", text: words.tooLarge(file.name) });
      continue;
    }
    const outcome = await actions.attach(desk, row, file.name, await readDataUrl(file));
    if (outcome === "saved") desk.notices.add({ kind: "done", text: words.done(file.name) });
  }
}

/** Lets the person choose files to attach. */
export function chooseFiles(ui: Ui, id: string): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.onchange = () => void attachFiles(ui, id, input.files ?? []);
  input.click();
}

/** Rejects if the file is gone, or is a folder. */
function readDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
