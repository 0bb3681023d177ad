/** The files of a ticket. */

import type { Ticket } from "../../desk/mod.ts";
import { chooseFiles, formatSize, openFile } from "../../parts/files.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";

export function Files({ ticket: { id, attachments, merged_into } }: { ticket: Ticket }) {
  const { ui, desk: { session }, words, locale } = useDesk();
  const mayAttach = merged_into === null && !session.isReadOnly.value && session.has("attach_file");
  if (attachments.length === 0 && !mayAttach) return null;
  return (
    <section>
      <h2>{words.ticket.attachments}</h2>
      <ul class="links">
        {attachments.map((file) => (
          <li key={file.uri}>
            <button type="button" class="quiet file-name" onClick={() => void openFile(ui, file)}>
              <LineIcon shape="file" /> <bdi class="ellipsis">{file.name}</bdi>{" "}
              <span class="low">{formatSize(file.size, locale)}</span>
            </button>
          </li>
        ))}
        {mayAttach && (
          <li>
            <button type="button" class="quiet file-name" onClick={() => chooseFiles(ui, id)}>
              <LineIcon shape="plus" /> {words.files.attach}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
