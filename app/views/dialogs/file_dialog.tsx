/** A file of a ticket: an image or a text is shown, and others can be saved. */

import { Dialog } from "../../parts/dialog.tsx";
import { toImageUrl } from "../../parts/files.ts";
import { type ShownFile, useDesk } from "../../parts/ui.ts";

/** The maximum number of characters that are shown: more would block the page. */
const MAX_TEXT = 100_000;

export function FileDialog({ file }: { file: ShownFile }) {
  const { ui, desk: { bridge, notices }, words } = useDesk();
  const { name, content } = file;
  const url = toImageUrl(content);
  const close = () => ui.file.value = null;
  const save = () => void bridge.saveFile(file).catch((error) => notices.fail(error));
  return (
    <Dialog title={name} onClose={close} class="wide file">
      {url !== undefined ? <img src={url} alt={name} /> : <Text content={content} />}
      {!bridge.can.saveFile && <p class="low">{words.files.noDownload}</p>}
      <footer>
        {bridge.can.saveFile && <button type="button" onClick={save}>{words.files.download}</button>}
        <button type="button" class="primary" autofocus onClick={close}>{words.dismiss}</button>
      </footer>
    </Dialog>
  );
}

function Text({ content: { text, isBinary } }: Pick<ShownFile, "content">) {
  const { words } = useDesk();
  if (isBinary) return <p class="low">{words.files.noPreview}</p>;
  return (
    <>
      {text.length > MAX_TEXT && <p class="low">{words.files.cut}</p>}
      <pre class="text" dir="auto" tabIndex={0}>{text.slice(0, MAX_TEXT)}</pre>
    </>
  );
}
